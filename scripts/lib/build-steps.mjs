import { inProject } from './project.mjs';

const bin = (name) => inProject('node_modules', name);
const node = (file, ...args) => ({ command: process.execPath, args: [file, ...args] });
const vite = (folder) => [{ ...node(bin('vite/bin/vite.js'), 'build', '--logLevel=warn'), cwd: inProject(folder) }];
const taro = (target) => [node(inProject('miniprogram/build.mjs'), target, '--if-stale')];

/** `tsc -b` believes its record even when somebody removed the output, hence `--force` when it is not there. */
const tsc = (project, present) => [
  node(bin('typescript/bin/tsc'), '-b', inProject(project), ...(present ? [] : ['--force'])),
];

/** What can be built: from which files (`reads`), to which (`writes`, one that proves it), and how. */
export const buildSteps = [
  {
    name: 'server',
    title: '编译服务端 / compiling the server',
    reads: ['shared', 'server'],
    writes: ['shared/dist/routes.js', 'server/dist/main.js'],
    forDemo: true,
    // Without its tests: what runs in production does not wait for them, and does not fail with them.
    commands: ({ present }) => tsc('server/tsconfig.build.json', present),
  },
  {
    name: 'sidebar',
    title: '构建侧边栏和管理后台 / building the pages',
    reads: ['shared', 'sidebar'],
    writes: ['sidebar/dist/sidebar/index.html', 'sidebar/dist/manager/index.html'],
    forDemo: true,
    commands: () => vite('sidebar'),
  },
  {
    name: 'sandbox',
    title: '编译企业微信沙箱 / compiling the sandbox',
    reads: ['scripts/sandbox'],
    writes: ['scripts/sandbox/dist/main.js'],
    forDemo: true,
    commands: ({ present }) => tsc('scripts/sandbox', present),
  },
  {
    name: 'sandbox-page',
    title: '构建模拟客户端页面 / building the simulated client',
    reads: ['scripts/sandbox'],
    writes: ['scripts/sandbox/dist-page/index.html'],
    forDemo: true,
    commands: () => vite('scripts/sandbox/page'),
  },
  {
    name: 'miniprogram-weapp',
    title: '构建小程序 / building the mini-program for WeChat',
    reads: ['miniprogram', 'shared'],
    writes: ['miniprogram/dist/app.json'],
    commands: () => taro('weapp'),
  },
  {
    name: 'miniprogram-h5',
    title: '构建小程序网页版 / building the mini-program for browsers',
    reads: ['miniprogram', 'shared'],
    writes: ['miniprogram/dist-h5/index.html'],
    commands: () => taro('h5'),
  },
];
