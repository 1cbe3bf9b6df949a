/** What people read when something went wrong, by error code: what happened, and what to do. */
export const errorPhrases: Record<string, string> = {
  'request.invalid': '填写的内容有误,请检查标出的地方',
  'auth.not_signed_in': '登录已过期,请重新登录',
  'auth.not_allowed': '你没有这项权限,请联系管理员',
  'common.not_found': '内容不存在,可能已被删除',
  'common.internal': '系统出了点问题,已记录,请稍后再试',
  'wechat.login_code_refused': '微信登录没有成功,请重试',
  'wechat.person_blocked': '微信限制了这个账号登录,请稍后再试',
  'wechat.too_often': '登录太频繁,请一分钟后再试',
  'wechat.unavailable': '微信暂时没有响应,请稍后再试',
  'wechat.misconfigured': '小程序的 AppID 或 AppSecret 不正确,请管理员检查 WEAPP_APPID 和 WEAPP_SECRET',
  'wechat.no_mini_program': '还没有配置小程序,请管理员填写 WEAPP_APPID 和 WEAPP_SECRET',
  'customer_app.reception_channel_not_usable': '这个渠道活码不能使用,请换一个正在使用的渠道',
};
