/**
 * Who called, from `identity.arn` (IAM user guide, identifiers). An assumed role is known by its role: session
 * names are often random, and would make every session a caller of its own.
 */
import { asList, asObject, asText, type Maybe } from '../../common/documents/json';
import { remembered } from '../../common/remember';

export interface Principal {
  readonly arn: string;
  readonly type?: 'assumed_role' | 'iam_user' | 'root' | 'federated_user' | 'role';
  readonly name?: string;
  readonly role?: string;
  readonly sessionName?: string;
}

const ARN = /^arn:aws[a-z-]*:(?:iam|sts)::\d*:([^/]+)(?:\/(.*))?$/;

/** Users and roles of IAM may carry a path; the name is what stands last. */
const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function parse(arn: string): Omit<Principal, 'arn'> {
  const [, kind, path = ''] = ARN.exec(arn) ?? [];
  switch (kind) {
    case 'assumed-role': {
      const slash = path.indexOf('/');
      const role = slash < 0 ? path : path.slice(0, slash);
      const sessionName = slash < 0 ? '' : path.slice(slash + 1);
      return { type: 'assumed_role', name: role, role, ...(sessionName === '' ? {} : { sessionName }) };
    }
    case 'user':
      return { type: 'iam_user', name: lastSegment(path) };
    case 'federated-user':
      return { type: 'federated_user', name: path };
    case 'role': {
      const role = lastSegment(path);
      return { type: 'role', name: role, role };
    }
    case 'root':
      return { type: 'root', name: 'root' };
    default:
      return {};
  }
}

const principalNamed = remembered((arn): Principal => ({ arn, ...parse(arn) }));

/** @param identity an object with an `arn`, or a list of such objects of which the first counts */
export function principalOf(identity: Maybe): Principal | undefined {
  const arn = asText(asObject(asList(identity)[0])?.arn);
  return arn === undefined ? undefined : principalNamed(arn);
}
