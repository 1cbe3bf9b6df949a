export default defineAppConfig({
  pages: ['pages/consultant/index', 'pages/material/index'],
  window: {
    navigationBarBackgroundColor: '@navBackground',
    navigationBarTextStyle: '@navText',
    navigationBarTitleText: '我的专属顾问',
    backgroundColor: '@pageBackground',
    backgroundTextStyle: '@pullText',
  },
  // Colours named @… live in theme.json: one set for light, one for dark.
  darkmode: true,
  themeLocation: 'theme.json',
  // Privacy interfaces stay blocked until the person agrees; mandatory since 2023-10-17.
  __usePrivacyCheck__: true,
  // A fast goBack left the h5 page hidden now and then while its transition ran.
  animation: false,
  lazyCodeLoading: 'requiredComponents',
  style: 'v2',
});
