/** TDesign reads `theme-mode` on the root element; the client's (or system's) dark mode decides. */
export function followDarkMode(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    // WeCom's client on the desktop tells its colour scheme in the user agent.
    const byClient = /ColorScheme\/(Dark|Light)/i.exec(navigator.userAgent)?.[1]?.toLowerCase();
    document.documentElement.setAttribute('theme-mode', byClient ?? (dark.matches ? 'dark' : 'light'));
  };
  dark.addEventListener('change', apply);
  apply();
}
