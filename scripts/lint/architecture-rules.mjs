/** What may import what inside server/src: each layer imports itself and what stands before it. */
const layers = [
  ['platform'],
  ['wecom', 'wechat'],
  // What is handed down (server/src/dependencies.ts): it names clients and constructs none, so domains can ask for it.
  ['dependencies'],
  ['engines'],
  ['domains'],
  ['scenarios'],
  ['app'],
];

/**
 * The order of the domains: each may import those of earlier lines. Those on one line do not know each other.
 * When the lower must cause something in the upper, it records an event and a scenario reacts.
 */
const domainTiers = [
  ['audit'],
  ['corp'],
  ['media', 'notice'],
  ['field', 'tag'],
  ['customer'],
  ['channel', 'tagging', 'task', 'touch'],
  ['group-chat'],
  ['material'],
  ['script'],
  ['chat-archive'],
  ['behaviour'],
  ['segment', 'automation'],
  ['mass-message'],
  ['assignment', 'scoring', 'sop', 'care', 'quality'],
  ['sync', 'profile', 'chat'],
  ['open-api', 'operation', 'customer-app'],
  ['visitor', 'poster'],
  ['lead'],
  ['opportunity', 'order'],
  ['partner'],
  ['commission'],
  ['coupon', 'campaign', 'lottery', 'membership'],
  ['ticket', 'knowledge', 'learning'],
  ['report', 'assistant'],
];

const isTest = (file) => /\.test\.(ts|tsx|mjs)$/.test(file) || /(^|\/)(testing|test|e2e)\//.test(file);
const isProduct = (file) => !isTest(file);
const below = (folder) => (file) => file.startsWith(`${folder}/`);

/** The composition root describes what it hands down; to know the type of it is no dependency at run time. */
const describedAbove =
  /^server\/src\/(config|routers|engines\/(filter\/registry|rules\/registry|poster\/render-poster))\.ts$/;

/** The part of server/src a file belongs to; files directly in server/src and commands/ hold everything together. */
function layerOf(file) {
  if (file === 'server/src/dependencies.ts') return 'dependencies';
  const [, folder] = /^server\/src\/([^/]+)\//.exec(file) ?? [];
  return layers.flat().includes(folder) ? folder : 'app';
}

const domainOf = (file) => /^server\/src\/domains\/([^/]+)\//.exec(file)?.[1];
const rank = (order, name) => order.findIndex((line) => line.includes(name));
const featureOf = (file) => /^(.*\/features\/[^/]+)\//.exec(file)?.[1];
const zoneOf = (file) => /^sidebar\/src\/(sidebar|manager|visitor)\//.exec(file)?.[1];

/**
 * Each rule looks at one import and answers with the reason why it is not allowed, or nothing.
 * @type {((one: import('./imports.mjs').Import) => string | undefined)[]}
 */
export const importRules = [
  function serverLayers({ from, to, typeOnly }) {
    if (!below('server/src')(from) || !below('server/src')(to) || isTest(from)) return;
    // The column kinds belong to the migrations and are frozen with them.
    if (
      below('server/src/migrations')(from) &&
      !/\/(index|list|all)\.ts$/.test(from) &&
      to !== 'server/src/migrations/column-kinds.ts'
    ) {
      return 'a migration imports nothing of ours: it must still do the same when our code has changed';
    }
    const [upper, lower] = [layerOf(from), layerOf(to)];
    if (upper === lower) return;
    if (typeOnly && describedAbove.test(to) && upper !== 'platform') return;
    if (rank(layers, lower) < rank(layers, upper)) return;
    return `${upper} stands below ${lower} (${layers.map((line) => line.join(' / ')).join(' ← ')})`;
  },
  function domainOrder({ from, to }) {
    const [upper, lower] = [domainOf(from), domainOf(to)];
    if (!upper || !lower || upper === lower || isTest(from)) return;
    for (const name of [upper, lower]) {
      if (rank(domainTiers, name) < 0)
        return `the domain "${name}" has no place in scripts/lint/architecture-rules.mjs`;
    }
    if (rank(domainTiers, lower) < rank(domainTiers, upper)) return;
    return `the domain ${upper} may not know ${lower}: record an event and let a scenario react`;
  },
  function productFromTests({ from, to }) {
    if (to && isProduct(from) && isTest(to) && /^(server|shared|sidebar)\/src\//.test(from)) {
      return 'what customers run must not depend on test code';
    }
  },
  function frontEndZones({ from, to }) {
    const [mine, other] = [zoneOf(from), zoneOf(to)];
    if (mine && other && mine !== other)
      return `${mine} and ${other} are separate pages: share through sidebar/src/shared`;
    if (below('sidebar/src/shared')(from) && other)
      return `sidebar/src/shared is below the pages and may not know ${other}`;
  },
  function features({ from, to }) {
    const [mine, other] = [featureOf(from), featureOf(to)];
    if (mine && other && mine !== other) return 'a feature never imports a feature: the page composes them';
  },
  function sandboxAlone({ from, to }) {
    // Its tests may use the tools that build and find things.
    if (isTest(from) && below('scripts/lib')(to)) return;
    if (below('scripts/sandbox')(from) && to && !below('scripts/sandbox')(to)) {
      return 'the sandbox shares no code with the product: shared code would hide shared mistakes';
    }
  },
  function productWithoutScripts({ from, to }) {
    if (/^(server|shared|sidebar|miniprogram)\/src\//.test(from) && isProduct(from) && below('scripts')(to)) {
      return 'the product does not depend on scripts/';
    }
  },
  function sharedAtTheBottom({ from, to }) {
    if (below('shared')(from) && to && !below('shared')(to)) return 'shared/ imports neither server nor UI code';
  },
  function frontEndsAndServer({ from, to }) {
    if (/^(sidebar|miniprogram)\//.test(from) && isProduct(from) && to && !/^(sidebar|miniprogram|shared)\//.test(to)) {
      return 'pages know the server only through shared/';
    }
    if (below('sidebar')(from) && below('miniprogram')(to)) return 'the sidebar and the mini-program are separate';
    if (below('miniprogram')(from) && below('sidebar')(to)) return 'the sidebar and the mini-program are separate';
    if (/^(server|shared)\/src\//.test(from) && /^(sidebar|miniprogram)\//.test(to))
      return 'the server knows no page code';
  },
  function oneUserOfTheSdk(one) {
    if (
      one.package === '@wecom/jssdk' &&
      !one.typeOnly &&
      below('sidebar/src')(one.from) &&
      !/\/wecom\//.test(one.from)
    ) {
      return 'only the wecom/ folder speaks to the JS-SDK';
    }
  },
];

/** Packages that must not reach these front ends at run time, with the reason. */
export const runtimeBans = [
  {
    below: 'sidebar/src',
    package: 'zod',
    why: 'zod must not reach a page (87 KB): import types and shared/src/routes.ts',
  },
  {
    below: 'miniprogram/src',
    package: 'zod',
    why: 'zod must not reach the mini-program: WeChat refuses run-time code',
  },
];
