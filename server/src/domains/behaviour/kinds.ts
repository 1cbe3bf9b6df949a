/** What is counted per customer and business day; the word is part of saved filters and never changes. */
export const behaviourKinds = {
  friend_added: '添加好友',
  friend_lost: '好友关系解除',
  message_received: '客户发来消息',
  message_sent: '员工发出消息',
  group_message: '客户在群里发言',
  group_joined: '加入客户群',
  follow_up: '写跟进记录',
  task_done: '完成待办',
  material_opened: '打开素材',
  material_finished: '看完素材',
} as const;

export type BehaviourKind = keyof typeof behaviourKinds;
export const behaviourKindNames = Object.keys(behaviourKinds) as BehaviourKind[];
