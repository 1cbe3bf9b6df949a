const path = require('node:path');

/** Set by build.mjs from TARO_APP_API_ORIGIN; empty means "same origin", which only a browser (h5) knows. */
const apiOrigin = process.env.TARO_APP_API_ORIGIN ?? '';

/** npm nests this plugin under miniprogram/ (root Vite forces it); h5 resolves from the root and misses it otherwise. */
const reactPlugin = path.dirname(require.resolve('@tarojs/plugin-framework-react/package.json'));

const output = { weapp: 'dist', h5: 'dist-h5' };

module.exports = {
  projectName: 'zhike',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: output[process.env.TARO_ENV] ?? 'dist',
  plugins: [],
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  logger: { quiet: true, stats: false },
  defineConstants: {
    ZHIKE_API_ORIGIN: JSON.stringify(apiOrigin),
    ZHIKE_TARGET: JSON.stringify(process.env.TARO_ENV),
  },
  mini: {
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    // Sources are hashed and compared by the build; a file name that changes per build would defeat that.
    enableSourceMap: false,
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    enableSourceMap: false,
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[chunkhash:8].js' },
    miniCssExtractPluginOption: {
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[chunkhash:8].css',
    },
    // Plain px: scaling by rem needs an inline script, which the server's content security policy refuses.
    postcss: { pxtransform: { enable: false, config: {} }, autoprefixer: { enable: true, config: {} } },
    webpackChain(chain) {
      chain.resolve.alias.set('@tarojs/plugin-framework-react', reactPlugin);
    },
  },
};
