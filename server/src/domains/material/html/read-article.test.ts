import { expect, test } from 'vitest';
import { readArticle } from './read-article.ts';

test('a public-account page gives title, author, cover, text and pictures', () => {
  const page = `<!doctype html><html><head><title>页面标题</title><meta property="og:title" content="春季 &amp; 新品"><meta property="og:image" content="https://mmbiz.example/cover"><meta name="author" content="小知"><meta property="og:description" content="一句话"></head><body><h1 id="activity-name"> 春季新品 </h1><a id="js_name">示范公司</a><div class="rich" id="js_content" style="visibility:hidden"><section><p>正文<img data-src="https://mmbiz.example/1"></p></section></div><div>推荐阅读</div></body></html>`;
  expect(readArticle(page)).toEqual({
    title: '春季 & 新品',
    author: '小知',
    description: '一句话',
    coverUrl: 'https://mmbiz.example/cover',
    body: '<section><p>正文<img data-src="https://mmbiz.example/1"></p></section>',
    pictureUrls: ['https://mmbiz.example/1'],
  });
});

test('a copied piece without a page is the text itself', () => {
  const piece = '<h1>标题</h1><p>一段</p>';
  expect(readArticle(piece)).toMatchObject({ title: '标题', author: '', body: piece, coverUrl: null });
});

test('broken pages end in something readable, not in an error', () => {
  for (const broken of ['', '<', '<div id="js_content"><p>没有关上', '</div></div>', '<img>'])
    expect(readArticle(broken).title).toBe('');
  expect(readArticle('<div id="js_content"><p>没有关上').body).toContain('没有关上');
});
