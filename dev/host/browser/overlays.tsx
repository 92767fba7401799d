/** Flyouts, modals and confirmations that apps open outside of their own element. */
import { EuiConfirmModal, EuiFlyout, EuiModal } from '@elastic/eui';
import React, { type ComponentType, type ReactElement, type ReactNode } from 'react';
import ReactDOM from 'react-dom';
import type { MountPoint, OverlayRef, OverlayStart } from 'osd/core/public';
import { MountedControl } from './header';

export function createOverlays(Context: ComponentType<{ children: ReactNode }>): OverlayStart {
  const open = (draw: (close: () => void) => ReactElement): OverlayRef => {
    const target = document.body.appendChild(document.createElement('div'));
    let closed: () => void = () => undefined;
    const onClose = new Promise<void>((resolve) => (closed = resolve));
    const close = async () => {
      ReactDOM.unmountComponentAtNode(target);
      target.remove();
      closed();
    };
    ReactDOM.render(<Context>{draw(() => void close())}</Context>, target);
    return { onClose, close };
  };
  return {
    openFlyout: (mount, options = {}) =>
      open((close) => (
        <EuiFlyout {...options} onClose={close}>
          <MountedControl mount={mount} />
        </EuiFlyout>
      )),
    openModal: (mount, options = {}) =>
      open((close) => (
        <EuiModal {...options} onClose={close}>
          <MountedControl mount={mount} />
        </EuiModal>
      )),
    openConfirm: (message, options = {}) =>
      new Promise((resolve) => {
        const overlay = open((close) => {
          const answer = (confirmed: boolean) => () => {
            resolve(confirmed);
            close();
          };
          return (
            <EuiConfirmModal
              {...confirmText(options)}
              data-test-subj={options['data-test-subj'] ?? 'confirmModal'}
              onCancel={answer(false)}
              onConfirm={answer(true)}
            >
              {message instanceof Function ? (
                <MountedControl mount={message satisfies MountPoint} />
              ) : (
                message
              )}
            </EuiConfirmModal>
          );
        });
        void overlay.onClose.then(() => resolve(false));
      }),
  };
}

const confirmText = (options: NonNullable<Parameters<OverlayStart['openConfirm']>[1]>) => ({
  title: options.title ?? 'Please confirm',
  confirmButtonText: options.confirmButtonText ?? 'Confirm',
  cancelButtonText: options.cancelButtonText ?? 'Cancel',
  buttonColor: options.buttonColor ?? ('primary' as const),
});
