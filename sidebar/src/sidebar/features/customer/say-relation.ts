import type { RelationView } from '@zhike/shared/contracts/customer';

/** How a member and a customer stand: a mark, and a sentence for the member. */
export function sayRelation({ status }: Pick<RelationView, 'status'>): { short: string; long: string } {
  switch (status) {
    case 'active':
      return { short: '好友', long: '你们是好友' };
    case 'half':
      return { short: '待通过', long: '客户在等你通过好友申请' };
    case 'deleted_by_customer':
      return { short: '被客户删除', long: '客户已经把你删除,消息发不出去' };
    case 'deleted_by_member':
      return { short: '已删除客户', long: '你已经删除了这位客户' };
    case 'transferred':
      return { short: '已转接', long: '这位客户已经转接给同事' };
  }
}
