/**
 * The four filters all pages share, and a pill for every value that is filtered by. What is filtered by stays
 * in the lists even where it does not occur, so that it can be taken out again.
 */
import { EuiBadge, EuiButtonEmpty, EuiFilterGroup, EuiFlexGroup, EuiFlexItem } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React from 'react';
import type { Facets } from '../../common/api/facets';
import {
  NO_FILTERS,
  isFiltered,
  sameCaller,
  type InvocationFilters,
} from '../../common/api/invocation_scope';
import { FacetFilter, type FacetOption } from './facet_filter';
import { callerWithAccount, modelName } from './names';

export interface FilterBarProps {
  readonly filters: InvocationFilters;
  readonly facets: Facets | undefined;
  readonly onChange: (filters: InvocationFilters) => void;
}

/** One filter: how its values are listed, named and told apart. */
interface Facet<T> {
  readonly id: 'accounts' | 'regions' | 'models' | 'callers';
  readonly title: string;
  readonly selected: readonly T[];
  readonly occurring: ReadonlyArray<{ readonly value: T; readonly invocations: number }>;
  readonly label: (value: T) => string;
  readonly same: (a: T, b: T) => boolean;
  readonly apply: (values: T[]) => InvocationFilters;
}

export function FilterBar({ filters, facets, onChange }: FilterBarProps) {
  const accountLabel = (id: string) => {
    const name = facets?.accounts.find((account) => account.id === id)?.name;
    return name ? `${name} (${id})` : id;
  };
  const same = (a: unknown, b: unknown) => a === b;
  const accounts: Facet<string> = {
    id: 'accounts',
    title: i18n.translate('bedrock.filters.account', { defaultMessage: 'Account' }),
    selected: filters.accounts,
    occurring: facets?.accounts.map(({ id, invocations }) => ({ value: id, invocations })) ?? [],
    label: accountLabel,
    same,
    apply: (values) => ({ ...filters, accounts: values }),
  };
  const regions: Facet<string> = {
    id: 'regions',
    title: i18n.translate('bedrock.filters.region', { defaultMessage: 'Region' }),
    selected: filters.regions,
    occurring: facets?.regions.map(({ region, invocations }) => ({ value: region, invocations })) ?? [],
    label: (region) => region,
    same,
    apply: (values) => ({ ...filters, regions: values }),
  };
  const models: Facet<string | null> = {
    id: 'models',
    title: i18n.translate('bedrock.filters.model', { defaultMessage: 'Model' }),
    selected: filters.models,
    occurring: facets?.models.map(({ model, invocations }) => ({ value: model, invocations })) ?? [],
    label: modelName,
    same,
    apply: (values) => ({ ...filters, models: values }),
  };
  const callers: Facet<InvocationFilters['callers'][number]> = {
    id: 'callers',
    title: i18n.translate('bedrock.filters.caller', { defaultMessage: 'Caller' }),
    selected: filters.callers,
    occurring: facets?.callers.map(({ caller, invocations }) => ({ value: caller, invocations })) ?? [],
    label: callerWithAccount,
    same: sameCaller,
    apply: (values) => ({ ...filters, callers: values }),
  };
  return (
    <EuiFlexGroup
      gutterSize="s"
      alignItems="center"
      responsive={false}
      wrap
      data-test-subj="bedrockFilterBar"
    >
      <EuiFlexItem grow={false}>
        <EuiFilterGroup>
          <FacetChoice facet={accounts} onChange={onChange} />
          <FacetChoice facet={regions} onChange={onChange} />
          <FacetChoice facet={models} onChange={onChange} />
          <FacetChoice facet={callers} onChange={onChange} />
        </EuiFilterGroup>
      </EuiFlexItem>
      <Pills facet={accounts} onChange={onChange} />
      <Pills facet={regions} onChange={onChange} />
      <Pills facet={models} onChange={onChange} />
      <Pills facet={callers} onChange={onChange} />
      {isFiltered(filters) && (
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="xs"
            iconType="cross"
            onClick={() => onChange(NO_FILTERS)}
            data-test-subj="bedrockClearFilters"
          >
            {i18n.translate('bedrock.filters.clear', { defaultMessage: 'Clear filters' })}
          </EuiButtonEmpty>
        </EuiFlexItem>
      )}
    </EuiFlexGroup>
  );
}

interface FacetProps<T> {
  readonly facet: Facet<T>;
  readonly onChange: FilterBarProps['onChange'];
}

function FacetChoice<T>({ facet, onChange }: FacetProps<T>) {
  const missing = facet.selected.filter(
    (value) => !facet.occurring.some((occurring) => facet.same(occurring.value, value)),
  );
  const values = [...missing.map((value) => ({ value, invocations: undefined })), ...facet.occurring];
  const key = (value: T) => JSON.stringify(value);
  return (
    <FacetFilter
      id={facet.id}
      title={facet.title}
      options={values.map(({ value, invocations }): FacetOption => ({
        key: key(value),
        label: facet.label(value),
        invocations,
      }))}
      selected={facet.selected.map(key)}
      onChange={(keys) =>
        onChange(facet.apply(values.map(({ value }) => value).filter((value) => keys.includes(key(value)))))
      }
    />
  );
}

function Pills<T>({ facet, onChange }: FacetProps<T>) {
  return (
    <>
      {facet.selected.map((value) => {
        const label = facet.label(value);
        const remove = () =>
          onChange(facet.apply(facet.selected.filter((other) => !facet.same(other, value))));
        const removeLabel = i18n.translate('bedrock.filters.remove', {
          defaultMessage: 'Remove the filter {title}: {label}',
          values: { title: facet.title, label },
        });
        return (
          <EuiFlexItem grow={false} key={JSON.stringify(value)}>
            <EuiBadge
              color="hollow"
              iconType="cross"
              iconSide="right"
              iconOnClick={remove}
              iconOnClickAriaLabel={removeLabel}
              closeButtonProps={{ 'data-test-subj': `bedrockFilterPill-${facet.id}-remove` }}
              data-test-subj={`bedrockFilterPill-${facet.id}`}
            >
              {facet.title}: {label}
            </EuiBadge>
          </EuiFlexItem>
        );
      })}
    </>
  );
}
