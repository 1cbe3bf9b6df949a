import { expect, test } from 'vitest';
import { ArticleNotReadable } from '../errors.ts';
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

test('words inside the heading are found however many tags are around them, and a name ends with its tag', () => {
  const { title, author } = readArticle(
    '<h2 id="activity-name"><b><i>新品</i>上市</b></h2><a id="js_name">知客<b>装饰</b></a><p>别的</p>',
  );
  expect([title, author]).toEqual(['新品上市', '知客装饰']);
});

test('a page of endless tags is refused at once', () => {
  expect(() => readArticle('<b>x'.repeat(500_000))).toThrow(ArticleNotReadable);
  expect(readArticle('<b>x</b>'.repeat(300_000)).pictureUrls).toEqual([]);
});
