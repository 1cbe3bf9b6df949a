import './lib/require-node.mjs';

const help = `用法 Usage: npm start [-- --fresh] [-- --verbose]

没有任何 WECOM_* 配置时:在本机启动演示(企业微信沙箱 + 服务端,SQLite,数据在 data/demo)。
环境变量或 .env 里有任何 WECOM_* 时:检查配置、更新数据库结构并启动正式服务,不启动沙箱,不含演示数据。
Without any WECOM_* setting: starts a demo on this machine. With one: starts the real thing, never the sandbox.

  --fresh     演示从头开始,清除 data/demo             forget what the demo has stored
  --verbose   显示服务端和沙箱的日志                   show the logs of both programs

  PORT, SANDBOX_PORT   演示的端口,默认 3000 和 3100;被占用时用下一个空闲端口`;

const { runMain } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { start } = await import('./lib/start.mjs');
  return start(args);
});
