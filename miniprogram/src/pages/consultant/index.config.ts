export default definePageConfig({
  navigationBarTitleText: '我的专属顾问',
  enablePullDownRefresh: true,
});
