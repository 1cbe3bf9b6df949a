import { sayComparison } from '@zhike/shared/formulas/two-proportions';
import { Loaded } from '../../components/loaded.tsx';
import { useTextComparison } from './api/mass-messages.ts';

/** Which of two texts brought more replies, and whether that may be chance. */
export function TextComparison({ massMessageId }: { massMessageId: string }) {
  const comparison = useTextComparison(massMessageId);
  return (
    <Loaded query={comparison} lines={2}>
      {({ items }) => {
        const figures = (variant: number) => items.find((one) => one.variant === variant);
        const of = (variant: number) => ({ hits: figures(variant)?.replied ?? 0, of: figures(variant)?.sent ?? 0 });
        const opened = (variant: number) => {
          const of = figures(variant)?.delivered ?? 0;
          // Whom it was forwarded to opens it too: more may open it than got it.
          return { hits: Math.min(figures(variant)?.opened ?? 0, of), of };
        };
        const hasLinks = items.some((one) => one.opened !== null);
        return (
          <>
            <p>{sayComparison('回复', of(0), of(1))}</p>
            {hasLinks ? <p>{sayComparison('打开', opened(0), opened(1))}</p> : null}
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
