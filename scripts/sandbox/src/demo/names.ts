/** Names that sound like people; none of them is anyone. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛';
const given = [
  '晓雨',
  '子涵',
  '雨桐',
  '浩然',
  '欣怡',
  '宇轩',
  '梓萱',
  '俊杰',
  '思远',
  '佳宁',
  '明轩',
  '诗雅',
  '博文',
  '雅静',
  '志强',
  '丽华',
  '建国',
  '秀英',
  '文静',
  '天佑',
  '若曦',
  '嘉豪',
  '语嫣',
  '泽宇',
  '静怡',
  '家辉',
  '婉清',
  '子墨',
  '雪莹',
  '凯文',
  '美玲',
  '振华',
  '海燕',
  '小红',
  '国栋',
  '晨曦',
  '雅琪',
  '立新',
  '春梅',
  '志远',
];
const nicknames = [
  '阳光',
  '小鹿',
  '平安是福',
  '云淡风轻',
  '向日葵',
  '大鱼',
  '木子',
  '清风',
  '一米阳光',
  '知足常乐',
  '星星',
  '茉莉',
  '远方',
  '橙子',
  '静待花开',
  '老周',
  '阿杰',
  '小米',
  'Lily',
  'Kevin',
];

const surnameList = Array.from(surnames);

/** A person's full name; the same number gives the same name. */
export function personName(index: number): string {
  const surname = surnameList[(index * 7 + Math.floor(index / 40)) % surnameList.length] ?? '王';
  return `${surname}${given[(index * 11 + Math.floor(index / surnameList.length)) % given.length]}`;
}

/** What people call themselves in WeChat: now a name, now something else. */
export function weChatName(index: number): string {
  if (index % 3 !== 0) return personName(index + 500);
  return `${nicknames[(index / 3) % nicknames.length] ?? '微风'}${index % 9 === 0 ? (index % 90) + 10 : ''}`;
}
