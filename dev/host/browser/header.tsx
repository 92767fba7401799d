/** The host's header: menu of all apps by category, breadcrumbs, theme switch, help. */
import {
  EuiBadge,
  EuiButtonEmpty,
  EuiCollapsibleNav,
  EuiCollapsibleNavGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiHeader,
  EuiHeaderLogo,
  EuiHeaderSectionItemButton,
  EuiIcon,
  EuiLink,
  EuiListGroup,
  EuiPopover,
  EuiPopoverTitle,
  EuiText,
} from '@elastic/eui';
import React, { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { Observable } from 'rxjs';
import type {
  AppCategory,
  ChromeHelpExtension,
  ChromeHelpExtensionMenuLink,
  CoreStart,
  MountPoint,
  PublicAppInfo,
} from 'osd/core/public';
import type { ChromeState } from './chrome';
import { useObservable } from './use_observable';

export interface HeaderProps {
  readonly core: CoreStart;
  readonly chrome: ChromeState;
  readonly actionMenu$: Observable<MountPoint | undefined>;
  readonly username: string | undefined;
}

export function Header({ core, chrome, actionMenu$, username }: HeaderProps) {
  const isVisible = useObservable(chrome.isVisible$, true);
  const breadcrumbs = useObservable(chrome.breadcrumbs$, []);
  const help = useObservable(chrome.helpExtension$, undefined);
  const badge = useObservable(chrome.badge$, undefined);
  const actionMenu = useObservable(actionMenu$, undefined);
  if (!isVisible) return null;
  return (
    <header data-test-subj="headerGlobalNav">
      <EuiHeader
        theme="dark"
        position="fixed"
        sections={[
          {
            items: [
              <EuiHeaderLogo
                key="logo"
                iconType="logoOpenSearch"
                href={core.http.basePath.prepend('/')}
                data-test-subj="logo"
              >
                Dashboards
              </EuiHeaderLogo>,
            ],
            borders: 'none',
          },
          {
            items: [
              ...(username === undefined ? [] : [<span key="user">{username}</span>]),
              <ThemeSwitch key="theme" core={core} />,
              <HelpMenu key="help" help={help} />,
            ],
            borders: 'none',
          },
        ]}
      />
      <EuiHeader
        position="fixed"
        sections={[
          {
            items: [<Menu key="menu" core={core} />],
            breadcrumbs: breadcrumbs.map((breadcrumb) => ({ ...breadcrumb })),
            breadcrumbProps: { 'data-test-subj': 'breadcrumbs' },
            borders: 'none',
          },
          {
            items: [
              ...(badge ? [<EuiBadge key="badge">{badge.text}</EuiBadge>] : []),
              <MountedControl key="actions" mount={actionMenu} />,
            ],
            borders: 'none',
          },
        ]}
      />
    </header>
  );
}

function Menu({ core }: { core: CoreStart }) {
  const [isOpen, setIsOpen] = useState(false);
  const apps = useObservable(core.application.applications$, new Map<string, PublicAppInfo>());
  const currentAppId = useObservable(core.application.currentAppId$, undefined);
  const open = (id: string) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setIsOpen(false);
    void core.application.navigateToApp(id);
  };
  return (
    <EuiCollapsibleNav
      aria-label="Primary"
      data-test-subj="collapsibleNav"
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      button={
        <EuiHeaderSectionItemButton
          aria-label="Toggle primary navigation"
          aria-expanded={isOpen}
          data-test-subj="toggleNavButton"
          onClick={() => setIsOpen(!isOpen)}
        >
          <EuiIcon type="menu" size="m" />
        </EuiHeaderSectionItemButton>
      }
    >
      {byCategory([...apps.values()]).map(({ category, links }) => (
        <EuiCollapsibleNavGroup
          key={category.id}
          title={category.label}
          iconType={category.euiIconType}
          isCollapsible
          initialIsOpen
          data-test-subj={`collapsibleNavGroup-${category.id}`}
        >
          <EuiListGroup
            aria-label={category.label}
            color="subdued"
            gutterSize="none"
            size="s"
            maxWidth="none"
            listItems={links.map(({ id, title }) => ({
              id: `nav-${id}`,
              label: title,
              href: core.application.getUrlForApp(id),
              onClick: open(id),
              isActive: id === currentAppId,
              'data-test-subj': 'collapsibleNavAppLink',
            }))}
          />
        </EuiCollapsibleNavGroup>
      ))}
    </EuiCollapsibleNav>
  );
}

const UNCATEGORISED: AppCategory = { id: 'noCategory', label: 'Other', order: Infinity };
const byOrder = (a: { order?: number }, b: { order?: number }) =>
  (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER);

function byCategory(apps: readonly PublicAppInfo[]) {
  const groups = new Map<string, { category: AppCategory; links: PublicAppInfo[] }>();
  for (const app of apps) {
    if (app.navLinkStatus === 3 || app.status === 1 || app.chromeless === true) continue;
    const category = app.category ?? UNCATEGORISED;
    const group = groups.get(category.id) ?? { category, links: [] };
    groups.set(category.id, { ...group, links: [...group.links, app].sort(byOrder) });
  }
  return [...groups.values()].sort((a, b) => byOrder(a.category, b.category));
}

function ThemeSwitch({ core }: { core: CoreStart }) {
  const isDark = core.uiSettings.get<boolean>('theme:darkMode');
  const change = () =>
    // As in the host, a theme is read once: changing it loads the page again.
    void core.uiSettings.set('theme:darkMode', !isDark).then(() => window.location.reload());
  const label = isDark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <EuiHeaderSectionItemButton
      aria-label={label}
      title={label}
      data-test-subj="themeSwitch"
      onClick={change}
    >
      <EuiIcon type={isDark ? 'cloudSunny' : 'moon'} size="m" />
    </EuiHeaderSectionItemButton>
  );
}

function HelpMenu({ help }: { help: ChromeHelpExtension | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setIsOpen(false)}
      anchorPosition="downRight"
      repositionOnScroll
      button={
        <EuiHeaderSectionItemButton
          aria-label="Help menu"
          data-test-subj="helpMenuButton"
          onClick={() => setIsOpen(!isOpen)}
        >
          <EuiIcon type="help" size="m" />
        </EuiHeaderSectionItemButton>
      }
    >
      <EuiPopoverTitle>{help?.appName ?? 'Help'}</EuiPopoverTitle>
      <div style={{ maxWidth: 240 }} data-test-subj="helpMenu">
        {help === undefined && <EuiText size="s">This page has no help of its own.</EuiText>}
        {help?.links?.map((link, index) => (
          <HelpLink key={index} link={link} />
        ))}
        {help?.content && <MountedControl mount={help.content} />}
      </div>
    </EuiPopover>
  );
}

function HelpLink({ link }: { link: ChromeHelpExtensionMenuLink }) {
  if (link.linkType === 'github') {
    const query = encodeURIComponent(link.title ?? '');
    const labels = encodeURIComponent(link.labels.join(','));
    const href = `https://github.com/opensearch-project/OpenSearch-Dashboards/issues/new?labels=${labels}&title=${query}`;
    return (
      <EuiButtonEmpty href={href} target="_blank" size="xs" flush="left">
        Open an issue in GitHub
      </EuiButtonEmpty>
    );
  }
  const text = { documentation: 'Documentation', discuss: 'Give feedback', custom: undefined }[link.linkType];
  return (
    <EuiFlexGroup gutterSize="s" responsive={false}>
      <EuiFlexItem>
        <EuiLink href={link.href} target={link.target ?? '_blank'} rel={link.rel}>
          {link.linkType === 'custom' ? link.content : text}
        </EuiLink>
      </EuiFlexItem>
    </EuiFlexGroup>
  );
}

/** Gives an app a place to draw in. */
export function MountedControl({ mount }: { mount: MountPoint<HTMLDivElement> | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (mount && place.current ? mount(place.current) : undefined), [mount]);
  return <div ref={place} />;
}
