/** One filter of the filter bar: a searchable list of the values that occur, with how often. */
import { EuiFilterButton, EuiPopover, EuiPopoverTitle, EuiSelectable } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { useState } from 'react';
import { formatCompact } from './format';

export interface FacetOption {
  /** Identifies the value; two options may have the same label. */
  readonly key: string;
  readonly label: string;
  readonly invocations: number | undefined;
}

export interface FacetFilterProps {
  readonly id: string;
  readonly title: string;
  readonly options: readonly FacetOption[];
  readonly selected: readonly string[];
  readonly onChange: (selected: string[]) => void;
}

export function FacetFilter({ id, title, options, selected, onChange }: FacetFilterProps) {
  const [open, setOpen] = useState(false);
  return (
    <EuiPopover
      isOpen={open}
      closePopover={() => setOpen(false)}
      panelPaddingSize="none"
      ownFocus
      button={
        <EuiFilterButton
          iconType="arrowDown"
          iconSide="right"
          isSelected={open}
          hasActiveFilters={selected.length > 0}
          numActiveFilters={selected.length > 0 ? selected.length : undefined}
          onClick={() => setOpen(!open)}
          data-test-subj={`bedrockFilter-${id}`}
        >
          {title}
        </EuiFilterButton>
      }
    >
      <EuiSelectable
        aria-label={title}
        searchable
        searchProps={{
          compressed: true,
          placeholder: i18n.translate('bedrock.facet.search', { defaultMessage: 'Search' }),
          'data-test-subj': `bedrockFilter-${id}-search`,
        }}
        options={options.map((option) => ({
          key: option.key,
          label: option.label,
          append: formatCompact(option.invocations),
          checked: selected.includes(option.key) ? ('on' as const) : undefined,
          'data-test-subj': `bedrockFilter-${id}-option`,
        }))}
        onChange={(changed) =>
          onChange(
            changed.flatMap(({ checked, key }) => (checked === 'on' && key !== undefined ? [key] : [])),
          )
        }
        emptyMessage={i18n.translate('bedrock.facet.empty', {
          defaultMessage: 'Nothing occurs in this time range',
        })}
      >
        {(list, search) => (
          <div style={{ width: 440 }} data-test-subj={`bedrockFilter-${id}-list`}>
            <EuiPopoverTitle paddingSize="s">{search}</EuiPopoverTitle>
            {list}
          </div>
        )}
      </EuiSelectable>
    </EuiPopover>
  );
}
