import type { Config } from './config.ts';

/** Scripts are ours alone. The demo also lets the sandbox's simulated client frame the pages and give them its bridge. */
export function contentSecurityPolicy(config: Config) {
  const sandbox = config.demo ? sameHosts(config.demo.sandboxOrigin) : [];
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", ...sandbox],
      // TDesign sets style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      // Avatars and codes live on WeCom's and WeChat's image hosts.
      imgSrc: ["'self'", 'data:', 'blob:', 'https:', ...sandbox],
      // Component libraries carry their icons as embedded fonts.
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'", 'https://*.work.weixin.qq.com', ...sandbox],
    },
  };
}

/** 127.0.0.1 and localhost are different origins and the same machine: people type either. */
function sameHosts(origin: string): string[] {
  const { protocol, port } = new URL(origin);
  return [`${protocol}//127.0.0.1:${port}`, `${protocol}//localhost:${port}`];
}
