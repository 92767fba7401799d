/**
 * Keeps one page's bug from blanking the host. A chunk that is gone means that another version was installed
 * while the tab was open: then a reload, and nothing else, helps.
 */
import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { Component, type ReactNode } from 'react';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Reloads the page; given from outside so that it can be tested. */
  readonly reload: () => void;
}

interface State {
  readonly error: Error | undefined;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const replaced = error.name === 'ChunkLoadError';
    return (
      <EuiEmptyPrompt
        data-test-subj={replaced ? 'bedrockNewVersion' : 'bedrockPageError'}
        iconType={replaced ? 'refresh' : 'alert'}
        title={
          <h2>
            {replaced
              ? i18n.translate('bedrock.errorBoundary.newVersion', {
                  defaultMessage: 'A new version was installed',
                })
              : i18n.translate('bedrock.errorBoundary.title', {
                  defaultMessage: 'This page has met an error it did not expect',
                })}
          </h2>
        }
        body={
          <p>
            {replaced
              ? i18n.translate('bedrock.errorBoundary.newVersionBody', {
                  defaultMessage: 'This tab still runs the one before. Reload it to go on.',
                })
              : i18n.translate('bedrock.errorBoundary.body', {
                  defaultMessage: 'Reload it; if the error stays, report it with this text: {text}',
                  values: { text: error.message },
                })}
          </p>
        }
        actions={
          <EuiButton fill iconType="refresh" onClick={this.props.reload} data-test-subj="bedrockReload">
            {i18n.translate('bedrock.errorBoundary.reload', { defaultMessage: 'Reload the page' })}
          </EuiButton>
        }
      />
    );
  }
}
