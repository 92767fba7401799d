/** Logs in on the host's own route, as its login page does, for the API and the browser alike. */
export interface User {
  readonly username: string;
  readonly password: string;
}

/** Answers the value of a `cookie` header that carries the session. Errors never hold the password. */
export async function logIn(url: string, { username, password }: User): Promise<string> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'osd-xsrf': 'true' },
    body: JSON.stringify({ username, password }),
  });
  if (!response.ok) throw new Error(`${url} does not let ${username} in (${response.status}).`);
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  if (cookies.length === 0) throw new Error(`${url} answered the login without a session.`);
  return cookies.join('; ');
}
