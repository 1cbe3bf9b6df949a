interface Times {
  startsAt: number;
  endsAt: number;
}

const two = (value: number) => String(value).padStart(2, '0');

/** 距开始还有 1 天 02:03:04. @param now epoch ms */
export function sayCountdown({ startsAt, endsAt }: Times, now: number): string {
  if (now > endsAt) return '直播已结束';
  if (now >= startsAt) return '正在直播';
  const seconds = Math.ceil((startsAt - now) / 1000);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `距开始还有 ${days > 0 ? `${days} 天 ` : ''}${clock.map(two).join(':')}`;
}

/** In China's time, wherever the phone is. */
export function sayLiveTime({ startsAt, endsAt }: Times): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, ...options });
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  return `${part({ month: 'long', day: 'numeric', ...time }).format(startsAt)}–${part(time).format(endsAt)}`;
}
