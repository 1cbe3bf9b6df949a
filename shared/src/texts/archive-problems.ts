interface ArchiveProblem {
  /** What happened and what to do, for people. */
  zh: string;
  /** For logs and for whoever operates the program. */
  en: string;
}

/** Everything that can go wrong with the chat archive (会话内容存档), by error code; also what keeps a single message closed. */
export const archiveProblems = {
  'archive.parameters_refused': {
    zh: '会话存档不接受请求的参数,请核对 WECOM_CORP_ID 和 WECOM_ARCHIVE_SECRET',
    en: 'the archive refused the parameters (10000): check WECOM_CORP_ID and WECOM_ARCHIVE_SECRET',
  },
  'archive.unreachable': {
    zh: '连不上会话存档,请检查服务器的网络、DNS 和 WECOM_ARCHIVE_PROXY(需要 80、443 端口)',
    en: 'the archive cannot be reached (10001): check network, DNS and WECOM_ARCHIVE_PROXY (ports 80 and 443)',
  },
  'archive.answer_unreadable': {
    zh: '会话存档返回的内容读不懂,会自动重试;一直这样请更新会话存档的库文件',
    en: 'the answer of the archive cannot be read (10002, 10003): tried again; if it stays, update the library',
  },
  'archive.file_unknown': {
    zh: '会话存档里没有这个文件,不能下载',
    en: 'the archive does not know this file id (10005)',
  },
  'archive.message_damaged': {
    zh: '消息的密文损坏,或私钥与公钥版本不匹配:请核对对应版本的私钥,然后重试',
    en: 'the message cannot be decrypted (10006, 10008): the ciphertext is damaged, or the private key is not the one of this version',
  },
  'archive.ip_refused': {
    zh: '服务器 IP 不在会话存档的可信名单内,请在企业微信管理后台「会话内容存档 → 可信 IP」加入本服务器的出口 IP',
    en: "this server's IP is not on the archive's list (10009): add it in the admin console",
  },
  'archive.expired': {
    zh: '内容已超过企业微信保留的 5 天,不能再取回',
    en: 'older than the five days that WeCom keeps (10010)',
  },
  'archive.certificate_refused': {
    zh: '与企业微信的 SSL 证书校验失败,请更新系统的根证书(如安装 ca-certificates)并检查代理',
    en: 'the SSL certificate was not accepted (10011): update the trust store of the system and check the proxy',
  },
  'archive.refused': {
    zh: '企业微信拒绝了会话存档的请求,请确认存档已开通、没有到期,且 WECOM_ARCHIVE_SECRET 正确',
    en: 'WeCom refused the request (errcode in the answer): is the archive bought, switched on, and its secret right?',
  },
  'archive.library_missing': {
    zh: '会话存档的库文件加载不了,请检查 WECOM_ARCHIVE_LIBRARY 的路径,以及它是否适合这台机器(Linux x86 或 arm)',
    en: 'the native library cannot be loaded: check WECOM_ARCHIVE_LIBRARY and that it is built for this machine',
  },
  'archive.library_crashed': {
    zh: '会话存档的库崩溃了,已自动重新启动;一直这样请换用较新的库文件',
    en: 'the native library crashed; its process was started again',
  },
  'archive.library_hung': {
    zh: '会话存档的库没有响应,已自动重新启动;请检查网络和代理',
    en: 'the native library did not answer; its process was ended and started again',
  },
  'archive.key_missing': {
    zh: '没有这个公钥版本的私钥,请把它加入 WECOM_ARCHIVE_PRIVATE_KEYS;加入后会自动重试',
    en: 'no private key of this version of the public key: add it to WECOM_ARCHIVE_PRIVATE_KEYS',
  },
  'archive.keys_unreadable': {
    zh: '会话存档的私钥读不出来,请检查 WECOM_ARCHIVE_PRIVATE_KEYS(PEM 格式的 RSA 私钥,PKCS#1 或 PKCS#8)',
    en: 'the private keys cannot be read: WECOM_ARCHIVE_PRIVATE_KEYS must hold RSA keys in PEM (PKCS#1 or PKCS#8)',
  },
  'archive.cursor_conflict': {
    zh: '另一个进程正在收取会话存档,无需操作',
    en: 'another process pulls the archive; nothing of this one was written',
  },
  'archive.message_unreadable': {
    zh: '解开后不是一条消息:多半是私钥与公钥版本不匹配,请核对对应版本的私钥,然后重试',
    en: 'what was decrypted is no message: most likely the private key is not the one of this version',
  },
  'archive.message_not_stored': {
    zh: '消息已解开,但没有存进数据库,请查看服务日志后重试',
    en: 'the message was opened but could not be stored: see the log',
  },
} as const satisfies Record<string, ArchiveProblem>;

export type ArchiveProblemCode = keyof typeof archiveProblems;

export const isArchiveProblem = (code: string): code is ArchiveProblemCode => Object.hasOwn(archiveProblems, code);
