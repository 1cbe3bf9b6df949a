/** True inside WeCom's client (the same test as the JS-SDK's own `env.isWeCom`, without loading it). */
export function isInsideWecom(): boolean {
  return /wxwork\/[\d.]+/i.test(navigator.userAgent);
}
