/**
 * Reads one setting of the host. The host's own `get` takes a default too, but lets it replace the host's default
 * and expects JSON settings to be given as text: so a fallback is used only for what the host does not know.
 */
import type { CoreStart } from 'osd/core/public';

export const setting = (uiSettings: CoreStart['uiSettings'], key: string, fallback: unknown): unknown =>
  uiSettings.isDeclared(key) ? uiSettings.get(key) : fallback;
