/** Shown when the host's configuration lists a page that this version does not have. */
import { i18n } from '@osd/i18n';
import React from 'react';
import { EmptyState } from './empty_state';

export const UnknownApp = () => (
  <EmptyState
    testSubject="bedrockUnknownApp"
    iconType="questionInCircle"
    title={i18n.translate('bedrock.unknownApp.title', { defaultMessage: 'This version has no such page' })}
    body={
      <p>
        {i18n.translate('bedrock.unknownApp.body', {
          defaultMessage:
            'It may belong to another version of the plugin: reload the page, or open Bedrock from the menu.',
        })}
      </p>
    }
  />
);
