/** One way to put React on the page for hosts with React 16 and with React 18, whose entry points differ. */
import type { ReactElement } from 'react';
import ReactDOM from 'react-dom';

interface Root {
  render(node: ReactElement): void;
  unmount(): void;
}

/** React 18 also exports `createRoot` from `react-dom`, which is the module hosts share. */
interface ReactDomOf18 {
  readonly createRoot?: (element: Element) => Root;
}

/** Renders and returns the function that takes it away again. */
export function renderInto(element: Element, node: ReactElement): () => void {
  const { createRoot }: typeof ReactDOM & ReactDomOf18 = ReactDOM;
  if (createRoot) {
    const root = createRoot(element);
    root.render(node);
    return () => root.unmount();
  }
  ReactDOM.render(node, element);
  return () => {
    ReactDOM.unmountComponentAtNode(element);
  };
}
