/**
 * The loader script that every page of the host pays for. Evaluated, it only defines the plugin: `define` twice
 * or an error here would turn every page of the host red. The plugin's modules run when the host asks for them
 * (its own exports exist by then), and only once: the host calls the function on every `get`.
 */
let loaded;
globalThis.__osdBundles__.define(
  'plugin/bedrockObservability/public',
  () => {
    loaded = loaded || require('./index.ts');
    return loaded;
  },
  'public',
);
