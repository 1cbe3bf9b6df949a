import { expect, test } from 'vitest';
import { isOwnPage, signJssdkPage, withoutFragment } from './jssdk-signature.ts';

test('the published vector of doc 90506 and our own', () => {
  expect(
    signJssdkPage({
      ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
      nonceStr: 'Wm3WZYTPz0wzccnW',
      timestamp: 1414587457,
      url: 'http://mp.weixin.qq.com?params=value',
    }),
  ).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  expect(
    signJssdkPage({ ticket: 'T', nonceStr: 'N', timestamp: 1700000000, url: 'https://crm.example.com/sidebar?x=1' }),
  ).toBe('9916c668379f7ef36c57fdae217f6a13585566fe');
});

test('what follows # is not signed', () => {
  expect(withoutFragment('https://crm.example.com/sidebar/?x=1#/customers')).toBe(
    'https://crm.example.com/sidebar/?x=1',
  );
});

test('only pages of our own origin are signed', () => {
  const own = (url: string) => isOwnPage(url, ['https://crm.example.com']);
  expect(own('https://crm.example.com/sidebar/?x=1')).toBe(true);
  for (const url of [
    'https://crm.example.com.evil.com/',
    'https://evil.com/https://crm.example.com/',
    'http://crm.example.com/',
    'https://crm.example.com:8443/',
    'https://crm.example.com@evil.com/',
    'https://a:b@crm.example.com/',
    'not a url',
    'javascript:alert(1)',
  ]) {
    expect(own(url), url).toBe(false);
  }
});
