// Imported before anything else, in syntax that old versions can still read, so that they get a sentence and not a stack trace.
const needed = [20, 19];
const have = process.versions.node.split('.').map(Number);
if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  console.error(
    '知客需要 Node.js ' +
      needed.join('.') +
      ' 或更新版本,当前是 ' +
      process.versions.node +
      '。请到 https://nodejs.org 安装新版本后再试。\n' +
      'Zhike needs Node.js ' +
      needed.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '. Install a newer version from https://nodejs.org and try again.',
  );
  process.exit(1);
}
