/** The mini-program user who is asking. */
export interface CustomerViewer {
  /** Hash of the token: names the session without opening it. */
  sessionId: string;
  openId: string;
  /** Null unless the mini-program is bound to a WeChat Open Platform account. */
  unionId: string | null;
  /** Null until the person is known as one of our customers. */
  customerId: string | null;
  /** Whether the openid leads to that customer too; false when only the unionid does. */
  isLinked: boolean;
}
