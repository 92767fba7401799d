/** Toasts: short messages in the corner, with the host's lifetimes. */
import { EuiGlobalToastList } from '@elastic/eui';
import React from 'react';
import { BehaviorSubject, type Observable } from 'rxjs';
import type { IToasts, IUiSettingsClient, Toast, ToastInput, ToastInputFields } from 'osd/core/public';
import { MountedControl } from './header';
import { useObservable } from './use_observable';

export function createToasts(uiSettings: IUiSettingsClient): IToasts {
  const toasts$ = new BehaviorSubject<Toast[]>([]);
  let lastId = 0;
  const lifetime = (kind: 'info' | 'warning' | 'error') =>
    uiSettings.get<number>(`notifications:lifetime:${kind}`);
  const add = (input: ToastInput, defaults: ToastInputFields = {}): Toast => {
    const fields = typeof input === 'string' ? { title: input } : input;
    const known = toasts$.value.find(({ id }) => id === fields.id);
    if (known) return known;
    const toast = { id: `${lastId++}`, toastLifeTimeMs: lifetime('info'), ...defaults, ...fields };
    toasts$.next([...toasts$.value, toast]);
    return toast;
  };
  return {
    get$: () => toasts$.asObservable(),
    add,
    remove: (toastOrId) => {
      const gone = typeof toastOrId === 'string' ? toastOrId : toastOrId.id;
      toasts$.next(toasts$.value.filter(({ id }) => id !== gone));
    },
    addInfo: (input) => add(input, { color: 'primary', iconType: 'iInCircle' }),
    addSuccess: (input) => add(input, { color: 'success', iconType: 'check' }),
    addWarning: (input) =>
      add(input, { color: 'warning', iconType: 'help', toastLifeTimeMs: lifetime('warning') }),
    addDanger: (input) =>
      add(input, { color: 'danger', iconType: 'alert', toastLifeTimeMs: lifetime('warning') }),
    addError: (error, { title, toastMessage = error.message }) =>
      add(
        { title, text: toastMessage },
        { color: 'danger', iconType: 'alert', toastLifeTimeMs: lifetime('error') },
      ),
  };
}

const content = (part: ToastInputFields['title']) =>
  typeof part === 'function' ? <MountedControl mount={part} /> : part;

export function ToastList({ toasts, toasts$ }: { toasts: IToasts; toasts$: Observable<Toast[]> }) {
  const shown = useObservable(toasts$, []);
  return (
    <EuiGlobalToastList
      data-test-subj="globalToastList"
      toasts={shown.map(({ title, text, ...toast }) => ({
        ...toast,
        title: content(title),
        text: content(text),
      }))}
      dismissToast={({ id }) => toasts.remove(id)}
      toastLifeTimeMs={Infinity}
    />
  );
}
