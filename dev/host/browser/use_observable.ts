/** The latest value of an observable, as React state. */
import { useEffect, useState } from 'react';
import type { Observable } from 'rxjs';

export function useObservable<T>(observable$: Observable<T>, initial: T): T {
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const subscription = observable$.subscribe((next) => setValue(() => next));
    return () => subscription.unsubscribe();
  }, [observable$]);
  return value;
}
