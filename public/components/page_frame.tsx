/**
 * What every page has around its content: title, time range, breadcrumbs and document title. The host's new
 * header shows the last breadcrumb as the page's title, so there the page does not repeat it.
 */
import { EuiFlexGroup, EuiFlexItem, EuiPage, EuiPageBody, EuiSpacer, EuiTitle } from '@elastic/eui';
import React, { useEffect, type ReactNode } from 'react';
import { PLUGIN_NAME } from '../../common/plugin';
import { usePageServices } from '../host/page_services';
import { TimeRangePicker } from './time_range_picker';

export interface PageFrameProps {
  readonly title: string;
  readonly testSubject: string;
  readonly children: ReactNode;
}

export function PageFrame({ title, testSubject, children }: PageFrameProps) {
  const { chrome } = usePageServices().core;
  useEffect(() => {
    chrome.docTitle.change([title, PLUGIN_NAME]);
    chrome.setBreadcrumbs([{ text: PLUGIN_NAME }, { text: title }]);
  }, [chrome, title]);
  const ownTitle = !chrome.navGroup.getNavGroupEnabled();
  return (
    <EuiPage paddingSize="m" data-test-subj={testSubject} style={{ minHeight: '100%' }}>
      <EuiPageBody component="div" style={{ minWidth: 0 }}>
        {/* The body is a flex column, which would stretch what is in it over the height of the window. */}
        <div>
          <EuiFlexGroup
            alignItems="center"
            justifyContent={ownTitle ? 'spaceBetween' : 'flexEnd'}
            gutterSize="m"
            responsive={false}
            wrap
          >
            {ownTitle && (
              <EuiFlexItem grow={false}>
                <EuiTitle size="m">
                  <h1>{title}</h1>
                </EuiTitle>
              </EuiFlexItem>
            )}
            <EuiFlexItem grow={false}>
              <TimeRangePicker />
            </EuiFlexItem>
          </EuiFlexGroup>
          <EuiSpacer size="m" />
          {children}
        </div>
      </EuiPageBody>
    </EuiPage>
  );
}
