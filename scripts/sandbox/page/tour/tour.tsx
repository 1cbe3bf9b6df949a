import { useEffect, useState } from 'react';
import { useLiveEvents } from '../api/live.tsx';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { createStranger } from '../phone/new-customer.ts';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import { placeCard } from './place-card.ts';
import { nextStep, story } from './story.ts';

export type TourStage = 'offered' | 'running' | 'off';

const SEEN_KEY = 'zhike-sandbox-story-seen';
const LOOK_MS = 200;

export function firstStage(): TourStage {
  return localStorage.getItem(SEEN_KEY) === null ? 'offered' : 'off';
}

interface TourProps {
  stage: TourStage;
  setStage: (stage: TourStage) => void;
}

/** The guided story: offers itself on the first visit, points at the next control, never blocks the rest. */
export function Tour({ stage, setStage }: TourProps) {
  const close = () => {
    localStorage.setItem(SEEN_KEY, 'yes');
    setStage('off');
  };
  if (stage === 'offered') return <Offer onStart={() => setStage('running')} onClose={close} />;
  if (stage === 'running') return <RunningTour onClose={close} />;
  return null;
}

function Offer({ onStart, onClose }: { onStart: () => void; onClose: () => void }) {
  return (
    <section className="tour-offer" aria-label="导览">
      <h2>两分钟，看一位客户从扫码到跟进</h2>
      <p>左边是客户的手机，右边是员工的企业微信和知客真实的侧边栏，下面是两者之间的每一次往来。</p>
      <div className="panel-actions">
        <button type="button" className="plain-button" onClick={onClose}>
          我自己看看
        </button>
        <button type="button" className="main-button" onClick={onStart}>
          <Icon name="play" size={15} />
          开始导览
        </button>
      </div>
    </section>
  );
}

function RunningTour({ onClose }: { onClose: () => void }) {
  const { customers } = useWorld();
  const { chooseCustomer, setPane } = useSelection();
  const { run } = useAction();
  const [current, setCurrent] = useState(0);
  const [ready, setReady] = useState(false);
  const step = story[current];

  // The story is about somebody new: whoever held the phone before may know everybody already.
  useEffect(() => {
    if (ready) return;
    let here = true;
    void run(async () => {
      const stranger = await createStranger(customers);
      if (!here) return;
      chooseCustomer(stranger.externalUserId);
      setReady(true);
    });
    return () => {
      here = false;
    };
    // Once, with whoever was known when the story began.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  useEffect(() => {
    if (step) setPane(step.pane);
  }, [step, setPane]);
  useLiveEvents((events) => ready && setCurrent((index) => nextStep(index, isShown, events)));
  const rect = useTargetRect(step?.target ?? '');
  useEffect(() => {
    if (!ready) return;
    const timer = setInterval(() => setCurrent((index) => nextStep(index, isShown, [])), LOOK_MS);
    return () => clearInterval(timer);
  }, [ready]);

  if (!step || !ready) return null;
  const isLast = current === story.length - 1;
  return (
    <>
      {rect ? (
        <div
          className="tour-ring"
          aria-hidden="true"
          style={{ left: rect.left - 5, top: rect.top - 5, width: rect.width + 10, height: rect.height + 10 }}
        />
      ) : null}
      <section
        className="tour-card"
        style={placeCard(rect, window.innerWidth, window.innerHeight)}
        aria-label="导览"
        aria-live="polite"
      >
        <p className="tour-count">
          {current + 1} / {story.length}
        </p>
        <h2>{step.title}</h2>
        <p>{step.text}</p>
        <div className="panel-actions">
          {isLast ? null : (
            <button type="button" className="text-button" onClick={onClose}>
              退出导览
            </button>
          )}
          {isLast ? (
            <button type="button" className="main-button" onClick={onClose}>
              完成
            </button>
          ) : (
            <button
              type="button"
              className={step.doneWhenShown || step.doneWhenHappens ? 'plain-button' : 'main-button'}
              onClick={() => setCurrent(current + 1)}
            >
              {step.doneWhenShown || step.doneWhenHappens ? '跳过这步' : '下一步'}
            </button>
          )}
        </div>
      </section>
    </>
  );
}

function isShown(target: string): boolean {
  return document.querySelector(`[data-tour="${target}"]`) !== null;
}

/** Where the control is now; looked at again and again, because layout and content move. */
function useTargetRect(target: string): DOMRect | null {
  const [rect, setRect] = useState<DOMRect | null>(null);
  useEffect(() => {
    const look = () => {
      const all = document.querySelectorAll(`[data-tour="${target}"]`);
      const next = all[all.length - 1]?.getBoundingClientRect() ?? null;
      const visible = next && next.width > 0 ? next : null;
      setRect((before) => (isSameRect(before, visible) ? before : visible));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [target]);
  return rect;
}

function isSameRect(a: DOMRect | null, b: DOMRect | null): boolean {
  if (!a || !b) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
