import { sayComparison } from '@zhike/shared/formulas/two-proportions';
import { Loaded } from '../../components/loaded.tsx';
import { useTextComparison } from './api/mass-messages.ts';

/** Which of two texts brought more replies, and whether that may be chance. */
export function TextComparison({ massMessageId }: { massMessageId: string }) {
  const comparison = useTextComparison(massMessageId);
  return (
    <Loaded query={comparison} lines={2}>
      {({ items }) => {
        const of = (variant: number) => {
          const found = items.find((one) => one.variant === variant);
          return { hits: found?.replied ?? 0, of: found?.sent ?? 0 };
        };
        return (
          <>
            <p>{sayComparison('回复', of(0), of(1))}</p>
            <p className="fine soft">
              收到后 48 小时内的回复才算,只统计有会话存档的客户。A 版 {of(0).hits}/{of(0).of},B 版 {of(1).hits}/
              {of(1).of}。
            </p>
          </>
        );
      }}
    </Loaded>
  );
}
