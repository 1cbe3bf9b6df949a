interface ErrcodeText {
  /** What WeCom's code says, for people. */
  meaning: string;
  /** What to do about it; absent where trying again is all there is. */
  repair?: string;
}

const HEAD = '企业微信管理后台';

/** The codes of doc 90313 that people may meet, in their words. */
const texts: Record<number, ErrcodeText> = {
  [-1]: { meaning: '企业微信系统繁忙' },
  40001: {
    meaning: '应用的 Secret 不正确,或已被重置',
    repair: `在${HEAD}「应用管理 → 自建 → 本应用」重新查看 Secret,填到 WECOM_AGENT_SECRET 并重启`,
  },
  40013: { meaning: '企业 ID 不正确', repair: `在${HEAD}「我的企业 → 企业信息」复制企业 ID,填到 WECOM_CORP_ID 并重启` },
  40014: { meaning: '调用凭证失效', repair: '一般会自动恢复;若反复出现,请检查是否有其他程序在用同一个 Secret' },
  42001: { meaning: '调用凭证已过期' },
  40003: { meaning: '成员不存在或不在可见范围内' },
  60111: { meaning: '成员不存在' },
  60011: { meaning: '没有该成员、部门或标签的权限', repair: `在${HEAD}把相关成员或部门加入本应用的「可见范围」` },
  50002: { meaning: '成员不在应用的可见范围内', repair: `在${HEAD}把该成员加入本应用的「可见范围」` },
  50001: {
    meaning: '网页地址不在可信域名内',
    repair: `在${HEAD}「本应用 → 网页授权及 JS-SDK」设置与 PUBLIC_URL 完全一致的可信域名(含端口)`,
  },
  301042: {
    meaning: '服务器 IP 不在会话内容存档的可信 IP 名单内',
    repair: `在${HEAD}「会话内容存档 → 可信 IP」加入本服务器的出口 IP`,
  },
  301052: { meaning: '会话内容存档已到期', repair: `在${HEAD}「会话内容存档」续费` },
  301053: { meaning: '企业没有开启会话内容存档', repair: `在${HEAD}「会话内容存档」开通并选择开启的成员` },
  50003: { meaning: '应用已被停用', repair: `在${HEAD}启用本应用` },
  60020: {
    meaning: '服务器 IP 不在企业可信 IP 名单内',
    repair: `在${HEAD}「本应用 → 企业可信IP」加入本服务器的出口 IP,约一分钟后生效`,
  },
  48002: {
    meaning: '应用没有这类接口的权限',
    repair: `在${HEAD}「客户联系 → 客户 → API → 可调用接口的应用」勾选本应用`,
  },
  48006: { meaning: '应用长期未使用,接口权限已被收回', repair: `在${HEAD}重新启用相关权限` },
  48011: { meaning: '企业成员活跃度过低,客户数据接口被限制', repair: `在${HEAD}按提示恢复使用` },
  301002: { meaning: 'AgentId 与 Secret 不是同一个应用', repair: '检查 WECOM_AGENT_ID 是否为本应用的 AgentId' },
  40056: { meaning: 'AgentId 不正确', repair: '检查 WECOM_AGENT_ID 是否为本应用的 AgentId' },
  84074: { meaning: '没有客户联系权限', repair: `在${HEAD}「客户联系 → 权限配置」把成员加入使用范围` },
  84061: { meaning: '该成员与客户已不是好友关系' },
  84083: { meaning: '该成员没有客户联系功能', repair: `在${HEAD}「客户联系 → 权限配置」把成员加入使用范围` },
  84084: { meaning: '该成员不是这位客户的跟进人' },
  40096: { meaning: '客户不存在,或其跟进人不在可见范围内' },
  610023: { meaning: '企业的外部联系人已达购买上限', repair: `在${HEAD}升级外部沟通容量` },
  610024: { meaning: '企业资质待补充,暂不能管理客户', repair: `在${HEAD}按提示补充资质` },
  90510: { meaning: '企业一年没有活跃成员,接口被限制', repair: `在${HEAD}恢复使用` },
  45009: { meaning: '调用次数超过企业微信的限制,稍后自动继续' },
  45033: { meaning: '同时调用太多,已自动放慢' },
  45035: { meaning: '同一条数据正被另一处修改' },
  45036: { meaning: '企业微信因流量异常限制了访问,已自动放慢' },
  40004: { meaning: '文件类型不支持' },
  40006: { meaning: '文件大小不符合要求' },
  40007: { meaning: '素材已失效' },
  40145: { meaning: '素材已过期' },
  40058: { meaning: '参数不符合要求' },
  40063: { meaning: '缺少必要的参数' },
  40068: { meaning: '标签不存在或已被删除' },
  40126: { meaning: '企业标签数量已达上限', repair: '删除不用的标签后重试' },
  40144: { meaning: '这位客户的标签数量已达上限', repair: '先去掉一些标签' },
  40098: { meaning: '成员没有实名认证', repair: '请成员在企业微信中完成实名认证' },
  40143: { meaning: '成员被企业微信限制使用' },
  41041: { meaning: '一个渠道码最多 100 位成员' },
  41044: { meaning: '渠道码在企业微信中已不存在' },
  41045: { meaning: '渠道码数量已达企业上限', repair: '删除不用的渠道码后重试' },
  41050: { meaning: '欢迎语凭证已过期(20 秒)' },
  41051: { meaning: '欢迎语已发送,或聊天已经开始' },
  41053: { meaning: '客户尚未同意会话存档' },
  41054: { meaning: '成员还没有激活企业微信', repair: '请成员登录一次企业微信' },
  41096: { meaning: '另一个应用正在发送欢迎语' },
  81013: {
    meaning: '成员收不到应用消息(不在可见范围、已离职或未激活)',
    repair: `在${HEAD}检查该成员的状态和应用可见范围`,
  },
  42012: { meaning: '页面签名用的票据不匹配' },
  40093: { meaning: '页面签名不正确' },
  40029: { meaning: '登录凭证无效或已用过' },
};

/** Words for an errcode; unknown ones keep their number, so that it can be looked up. */
export function wecomErrcodeText(errcode: number): ErrcodeText {
  return texts[errcode] ?? { meaning: `企业微信返回错误 ${errcode}` };
}
