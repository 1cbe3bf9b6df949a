import type { Context } from 'koa';

interface SignInPage {
  status: number;
  title: string;
  text: string;
  action?: { label: string; href: string };
}

/** The few words a person sees when signing in did not work: what happened and what to do. */
export function showSignInPage(ctx: Context, { status, title, text, action }: SignInPage): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set('cache-control', 'no-store');
  ctx.body = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · 知客</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; background: #f3f3f3; color: #181818; }
  main { max-width: 22rem; margin: 1rem; padding: 2rem; border-radius: 12px; background: #fff; text-align: center; }
  h1 { margin: 0 0 .5rem; font-size: 1.25rem; }
  p { margin: 0 0 1.5rem; color: #4b4b4b; }
  a { display: inline-block; min-height: 40px; line-height: 40px; padding: 0 1.5rem; border-radius: 6px; background: #0052d9; color: #fff; text-decoration: none; }
  @media (prefers-color-scheme: dark) { body { background: #181818; color: #eee; } main { background: #242424; } p { color: #bbb; } }
</style>
</head>
<body><main><h1>${escape(title)}</h1><p>${escape(text)}</p>${action ? `<a href="${escape(action.href)}">${escape(action.label)}</a>` : ''}</main></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
