import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { nodesOf, type PageNode, patch, textsOf } from './page-tree.ts';
import { type Phone, wxStandIn } from './wx-stand-in.ts';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '../dist');

interface Page {
  data: Record<string, unknown>;
  route: string;
  setData(patches: Record<string, unknown>, done?: () => void): void;
  onLoad?(query: Record<string, string>): void;
  onShow?(): void;
  onReady?(): void;
  onUnload?(): void;
  onPullDownRefresh?(): void;
  onShareAppMessage?(from: object): { title: string; path: string; imageUrl?: string };
  eh?(event: object): void;
}

/**
 * WeChat's logic layer in Node: runs the built scripts of `dist` with stand-ins for what WeChat provides
 * (App, Page, Component, wx …). Start one per test; nothing is shared between two.
 */
export function startWeapp(phone: Phone) {
  const loaded = new Map<string, { exports: unknown }>();
  const pages: Page[] = [];
  const app: { onLaunch?(options: object): void; onShow?(options: object): void } = {};
  let registered: Partial<Page> | undefined;
  const device = wxStandIn(phone);

  const world = createContext({
    wx: device.wx,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    getApp: () => app,
    getCurrentPages: () => pages,
    App: (options: object) => Object.assign(app, options),
    Page: (options: Partial<Page>) => {
      registered = options;
    },
    Component: () => undefined,
    Behavior: (behavior: unknown) => behavior,
  });

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    loaded.set(file, module);
    const source = `(function (require, module, exports) {${readFileSync(join(DIST, file), 'utf8')}\n})`;
    const run = new Script(source, { filename: join(DIST, file) }).runInContext(world) as (
      require: (path: string) => unknown,
      module: object,
      exports: unknown,
    ) => void;
    run((path) => load(`${posix.join(posix.dirname(file), path)}.js`), module, module.exports);
    return module.exports;
  }

  const entry = { path: 'pages/consultant/index', query: {}, scene: 1001 };
  load('app.js');
  app.onLaunch?.(entry);
  app.onShow?.(entry);

  /** Opens a page as WeChat does and answers with what a person can do there. */
  function open(path: string, query: Record<string, string> = {}) {
    registered = undefined;
    load(`${path}.js`);
    if (!registered) throw new Error(`${path} registered no page`);
    const page: Page = {
      data: {},
      ...(registered as Partial<Page>),
      route: path,
      setData(patches, done) {
        for (const [key, value] of Object.entries(patches)) patch(this.data, key, structuredClone(value));
        if (done) setImmediate(done);
      },
    };
    pages.push(page);
    page.onLoad?.(query);
    page.onShow?.();
    page.onReady?.();

    const root = () => (page.data.root ?? {}) as PageNode;
    const find = (className: string) => nodesOf(root()).find((node) => node.cl?.split(' ').includes(className));
    return {
      root,
      texts: () => textsOf(root()),
      find,
      tap(className: string) {
        const node = find(className);
        if (!node) throw new Error(`nothing on ${path} has the class ${className}`);
        fire(page, node, 'tap');
      },
      fail(className: string) {
        const node = find(className);
        if (!node) throw new Error(`nothing on ${path} has the class ${className}`);
        fire(page, node, 'error');
      },
      pullDown: () => page.onPullDownRefresh?.(),
      /** What a friend gets when the person forwards it from the menu; `webViewUrl`: where the page inside is. */
      forward: (webViewUrl?: string) =>
        page.onShareAppMessage?.({ from: 'menu', ...(webViewUrl ? { webViewUrl } : {}) }),
      close() {
        page.onUnload?.();
        pages.splice(pages.indexOf(page), 1);
      },
    };
  }

  return { open, device };
}

/** Events find their element by the ids that Taro's templates put on it. */
function fire(page: Page, node: PageNode, type: string) {
  const dataset = { sid: node.sid };
  page.eh?.({
    type,
    detail: {},
    target: { id: node.uid ?? node.sid, dataset },
    currentTarget: { id: node.uid ?? node.sid, dataset },
  });
}
