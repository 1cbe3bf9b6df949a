import QRCode from 'qrcode';
import { BinaryReply } from '../api/endpoint.ts';
import { requireToken } from './stable-token.ts';
import { WeChatError, type WeChatCall } from './wechat-error.ts';

const minuteMs = 60_000;
const sceneCharacters = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

/**
 * wechat-miniprogram §2.1. A plain QR code stands in for WeChat's round one; its text names page and scene. Which pages are
 * published nobody tells the sandbox, so 41030 is answered only for malformed pages.
 */
export async function weappCode({ sandbox, query, body }: WeChatCall): Promise<BinaryReply> {
  requireToken(sandbox, query.get('access_token'));
  if (sandbox.rates.countIn('getwxacodeunlimit', sandbox.clock.now(), minuteMs) > 5_000)
    throw new WeChatError(45009, 'reach max api minute frequence limit');
  const { scene, page = '', width = 430 } = body;
  if (typeof scene !== 'string' || !sceneCharacters.test(scene))
    throw new WeChatError(40169, 'invalid length for scene, or the data is not json string');
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?'))
    throw new WeChatError(41030, 'invalid page');
  if (typeof width !== 'number' || width < 280 || width > 1_280) throw new WeChatError(40097, 'invalid args');
  const text = `${sandbox.origin}/?weapp=${encodeURIComponent(page)}&scene=${encodeURIComponent(scene)}`;
  return new BinaryReply(
    await QRCode.toBuffer(text, { type: 'png', width: Math.round(width), margin: 2 }),
    'image/png',
  );
}
