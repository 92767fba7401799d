/** One look for «there is nothing to show»: what is the case, and what to do next. */
import { EuiEmptyPrompt } from '@elastic/eui';
import React, { type ReactNode } from 'react';

export interface EmptyStateProps {
  readonly testSubject: string;
  readonly iconType: string;
  readonly danger?: boolean;
  readonly title: string;
  readonly body: ReactNode;
  readonly actions?: ReactNode;
}

export const EmptyState = ({ testSubject, iconType, danger, title, body, actions }: EmptyStateProps) => (
  <EuiEmptyPrompt
    data-test-subj={testSubject}
    iconType={iconType}
    {...(danger ? { iconColor: 'danger' } : {})}
    title={<h2>{title}</h2>}
    titleSize="s"
    body={body}
    actions={actions}
  />
);
