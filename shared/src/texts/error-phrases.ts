/** What people read when something went wrong, by error code: what happened, and what to do. */
export const errorPhrases: Record<string, string> = {
  'request.invalid': '填写的内容有误,请检查标出的地方',
  'auth.not_signed_in': '登录已过期,请重新登录',
  'auth.not_allowed': '你没有这项权限,请联系管理员',
  'common.not_found': '内容不存在,可能已被删除',
  'common.internal': '系统出了点问题,已记录,请稍后再试',
};
