/** What the page and the README say about where each behaviour comes from. The documents were read, never the live service. */
export const documentedBehaviours: { title: string; text: string; docs: string }[] = [
  {
    title: '凭证',
    text: '同一 secret 在有效期内重复获取得到同一个 access_token,7200 秒过期;错误码 40001、40013、40014、41001、42001。',
    docs: '91039, 90313',
  },
  {
    title: '频率',
    text: '每企业每接口每分钟 1 万次、每小时 15 万次(45009),超过后分别封 60 秒、60 分钟;对同一成员每分钟超过 30 条的应用消息被静默丢弃。',
    docs: '90312',
  },
  {
    title: '客户与好友',
    text: '半好友与被成员删除后接口返回 84061;被客户删除后仍可读取;跟进人超过 500 分页。',
    docs: '92114, 90313',
  },
  {
    title: '欢迎语',
    text: 'welcome_code 20 秒、一次有效(41050、41051);后台已配置欢迎语、商务伙伴、已在聊天时没有 welcome_code。',
    docs: '92130, 92137',
  },
  { title: '联系我', text: '一码最多 100 人(41041),type、scene 创建后不可改,列表默认最近 90 天。', docs: '92228' },
  {
    title: '企业标签',
    text: '组内重名只建一次,删除最后一个标签同时删除组,已删除的只在按 ID 查询时返回;删组只有一个回调。',
    docs: '92117, 92130',
  },
  {
    title: '回调',
    text: 'AES-256-CBC、32 字节补位、SHA-1 签名;5 秒超时,最多重试 3 次;通过接口做的修改没有回调。',
    docs: '90930, 90238, 90968, 92130',
  },
  { title: '素材', text: 'media_id 3 天有效(40007、40145),类型与大小限制如文档。', docs: '90253, 90254, 90256' },
  {
    title: '网页授权与登录',
    text: 'code 5 分钟、一次有效(40029),域名须与可信域名完全一致(50001)。',
    docs: '91022, 91023, 91335, 98152',
  },
  {
    title: 'JS-SDK',
    text: '按页面 URL(去掉 # 之后)重新计算签名,不符返回 40093;企业票据与应用票据不可混用。',
    docs: '90506',
  },
  {
    title: '客户群',
    text: '进退群、换群主、改名、改公告、解散都有回调并带成员版本号,详情约 2 秒后才更新;列表超过千人范围须指定群主(81017),群码最多 5 个群(41091),群满后自动建群。',
    docs: '92120, 92122, 92130, 92229, 92366, 94822',
  },
  {
    title: '企业群发',
    text: '成员在客户端确认后才发送;一次最多 1 万位客户或 2000 个群,正文 4000 字节,附件 9 个;无法送达的在 fail_list,全部无法送达为 41048;每位客户每月最多收到当月天数条(可改为每周 7 条、每天 1 条),超过为状态 3,不是好友为状态 2;提醒 24 小时内 3 次(41094),停止后 41093,刚创建时 41063。',
    docs: '92135, 93338, 97610, 97611',
  },
  {
    title: '客户朋友圈',
    text: '由任务创建,任务结果保留 24 小时,成员发表后客户才看得到;9 张图、1 个视频或 1 个链接,素材须由 upload_attachment 上传(40007、41072),图片与视频有尺寸与时长限制(41081、41082);每分钟 10 条(45009),每月 10 万条(41210);互动只给人和时间,没有评论内容。',
    docs: '95094, 93333, 97612, 95098',
  },
  { title: '客户继承', text: '24 小时后生效,90 天内最多两次(40128),失败有 transfer_fail 回调。', docs: '92125, 94081' },
  {
    title: '会话内容存档',
    text: 'RSA-2048 PKCS#1 密钥,多版本公钥,seq 为 64 位整数,消息与文件保留 5 天,每次最多 1000 条,文件每块 512 KB,频率每分钟 4000 次与 25000 次;新消息通知每 15 秒最多一次,发到存档自己的接收地址;客户同意后才存档。',
    docs: '91774, 91552, 95039, 91361, 91782, 92951',
  },
];

export const unverifiedBehaviours: { title: string; text: string }[] = [
  {
    title: '免验证扫码的回调',
    text: '文档没有说明一次扫码只来 add_external_contact 还是先来 add_half_external_contact;默认只来前者,可用 skipVerifyEvents 切换。',
  },
  { title: '非 200 是否重试', text: '90238 与 90930 说法不一;默认重试,可用 retryOnStatus 切换。' },
  { title: '重试的间隔与密文', text: '没有文档;默认间隔 1 秒、内容原样,可用 callbackRetryMs、resignRetries 切换。' },
  { title: '多人活码选谁接待', text: '文档只说其中一人;这里先选已是好友的成员,否则随机。' },
  {
    title: '客户群详情的延迟',
    text: '文档只说回调后等约 2 秒再读;这里这段时间里返回之前的整份详情,可用 groupDetailLagMs 调整。新群先只见群主。',
  },
  {
    title: '客户群回调的示例',
    text: '官方示例与字段说明对不上(无关的场景值、未列全的成员);默认按说明发送,可用 sampleGroupEvents 换成示例那样。',
  },
  {
    title: '自动新建的群',
    text: '是否出现在群码的 chat_id_list、由谁当群主没有文档;默认列出(listAutoCreatedGroups),群主沿用上一个群的。',
  },
  { title: '查不到的客户群', text: '未知、已解散或群主不在可见范围的群没有文档说明错误码;这里返回 90501。' },
  { title: '群主离职与进出', text: '群主离职后群状态变为 1,没有回调;群主退群前须转让或解散。' },
  { title: '并发上限', text: '45033 的具体数字没有文档;默认同一接口 100 个并发,可用 limits.concurrency 调整。' },
  {
    title: '重复消息检查',
    text: '文档只说可以开启检查;这里同一成员在间隔内收到同样内容时不再投递,调用仍返回成功。',
  },
  { title: '修改他人创建的标签', text: '文档说应用只能改自己创建的标签,没有给出错误码;这里返回 60011。' },
  { title: '应用消息的发送顺序', text: '欢迎语先文字后附件没有文档。' },
  { title: '继承后备注与标签', text: '是否带到接替成员没有文档;这里带过去。' },
  { title: '每个关系的标签上限', text: '40144 的数字没有现行文档;默认 3000。' },
  { title: '存档前的欢迎语', text: '成员开启会话存档而客户未同意时,这里仍下发 welcome_code,但发送返回 41053。' },
  { title: '未模拟的接口', text: '返回 48005 并说明「not emulated by this sandbox」;真实服务没有这样的回答。' },
  { title: 'secret 错误封禁 IP', text: '每小时失败 2000 次的数字来自论坛回答。' },
  {
    title: '存档消息的第二层密文',
    text: '企业微信没有公布 encrypt_chat_msg 的算法;这里用自己的 AES-256-CBC,原生库打不开,见 README。',
  },
  {
    title: '群聊的存档',
    text: '全部外部成员同意才存,还是只看发言者,没有文档;默认全部,可用 archive.groupConsent 切换。',
  },
  {
    title: '同意存档的通知发给谁',
    text: '92005 没有说明接收方;设置了存档的接收地址时发到那里,可用 archive.consentTo 切换。',
  },
  { title: '存档频率超限', text: '没有文档说明原生库的回答;这里返回值为 0,内容里 errcode 为 45009。' },
  {
    title: '群发的细节',
    text: '没有文档:几位跟进人都没聊过时选最近添加的;41063 持续约 2 秒(massDispatchMs);停止后仍可读取结果;每周从周一算起;已删除成员的客户创建时不算失败,发送时为状态 2。',
  },
  {
    title: '朋友圈的细节',
    text: '没有文档:没有一位成员可以发表时任务结果为 81013,未知或超过 24 小时的 jobid 为 40035,同时运行的任务多于 limits.momentJobs(默认 10)为 41078;未发表时读互动为 41062,读可见客户为空。',
  },
  {
    title: '侧边栏的分享',
    text: 'shareToExternalContact、shareToExternalChat、shareToExternalMoments 交给群发助手或朋友圈后立即返回成功,由成员再确认;真实客户端何时返回没有文档。',
  },
  {
    title: '公众号网页授权',
    text: '全部来自一般知识:snsapi_base 静默,snsapi_userinfo 先征得同意,拒绝时回调不带 code;unionid 默认只随 snsapi_userinfo 返回,可用 unionIdForBaseScope 切换。',
  },
  { title: '未表态的群成员', text: 'check_room_agree 只写了 Agree 与 Disagree;未表态的这里算 Disagree。' },
];
