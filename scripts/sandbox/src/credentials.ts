/** Who we are to a client: the corp, its apps and the keys they share with the CRM. */
export interface Credentials {
  corpId: string;
  corpName: string;
  agentId: number;
  agentName: string;
  /** Secret of the self-built app. */
  agentSecret: string;
  /** Secret of 通讯录同步: ids only (doc 96067). */
  contactSecret: string;
  /** Secret of 会话内容存档. */
  archiveSecret: string;
  callbackToken: string;
  /** 43 characters. */
  callbackAesKey: string;
  /** Of the archive's own receiver (msgaudit_notify). */
  archiveCallbackToken: string;
  archiveCallbackAesKey: string;
  weappAppid: string;
  weappSecret: string;
  /** The company's official account (公众号), for web pages opened in WeChat. */
  officialAppid: string;
  officialSecret: string;
}

/** Well-formed values for a demo. They open nothing but a local sandbox. */
export const demoCredentials: Credentials = {
  corpId: 'ww5a3d7be1c09f4e26',
  corpName: '示范公司',
  agentId: 1000002,
  agentName: '知客',
  agentSecret: 'SandboxAgentSecret_3Zb8Qk1Wn6Ty0Ux4Vd9Re2Hs7',
  contactSecret: 'SandboxContactSecret_5Lp2Mj8Cx1Fa6Gi0Kb3Nq9',
  archiveSecret: 'SandboxArchiveSecret_7Dw4Ez0So5Ht2Jv8Pr1Yu6',
  callbackToken: 'SandboxCallbackToken2026',
  callbackAesKey: 'SandboxAesKey0123456789abcdefghijklmnopqrsA',
  archiveCallbackToken: 'SandboxArchiveToken2026',
  archiveCallbackAesKey: 'SandboxArchiveAesKey0123456789abcdefghijklA',
  weappAppid: 'wx7e2b9c41d85f3a60',
  weappSecret: '9f3c6a1de0b7428594c1f2a86d0e37b5',
  officialAppid: 'wx3d81f6a27c09be54',
  officialSecret: 'c47b09e2a15d8f6330fe9b12d7486ac5',
};
