export default definePageConfig({
  navigationBarTitleText: '资料',
  // Taro looks for the hook in the page's own file alone; said here, it cannot be missed.
  enableShareAppMessage: true,
});
