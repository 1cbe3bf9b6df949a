/** What stands in the place of the mini-program while it is not there. */
export type WeappState = 'preparing' | 'failed' | 'not_built';

const ASKS_AGAIN_SECONDS = 3;

const words: Record<WeappState, { title: string; text: string }> = {
  preparing: { title: '小程序正在准备,约一分钟', text: '第一次启动要构建一次。好了会自己打开,可以先看别的。' },
  failed: {
    title: '小程序没有准备好',
    text: '请在项目目录运行 npm run build -- --all,它会说明原因;完成后这里会自己打开。',
  },
  not_built: {
    title: '小程序的网页版还没有构建',
    text: '请在项目目录运行 npm run build -- --all,完成后这里会自己打开。',
  },
};

/** Asks again by itself: no script is allowed here (content-security-policy.ts), and none is needed. */
export function weappWaitingPage(state: WeappState): string {
  const { title, text } = words[state];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${ASKS_AGAIN_SECONDS}">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; background: #f3f3f3; color: #181818; }
  main { max-width: 17rem; margin: 1rem; text-align: center; }
  h1 { margin: 0 0 .5rem; font-size: 1.0625rem; }
  p { margin: 0; color: #4b4b4b; }
  i { display: block; width: 7rem; height: 3px; margin: 0 auto 1.25rem; border-radius: 3px; background: linear-gradient(90deg, transparent, #0052d9 50%, transparent) 0 0 / 50% 100% no-repeat #0001; animation: to-and-fro ${ASKS_AGAIN_SECONDS}s ease-in-out infinite; }
  @keyframes to-and-fro { 50% { background-position: 100% 0; } }
  @media (prefers-reduced-motion: reduce) { i { animation: none; } }
  @media (prefers-color-scheme: dark) { body { background: #181818; color: #eee; } p { color: #bbb; } i { background-color: #fff2; } }
</style>
</head>
<body><main role="status">${state === 'preparing' ? '<i></i>' : ''}<h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
}
