import { useState } from 'react';
import { LiveProvider, useLiveEvents } from './api/live.tsx';
import { type Pane, SelectionProvider, useSelection } from './api/selection.tsx';
import { WorldProvider } from './api/world.tsx';
import { LiveStrip } from './live/live-strip.tsx';
import { Phone } from './phone/phone.tsx';
import { TopBar } from './top-bar/top-bar.tsx';
import { firstStage, Tour, type TourStage } from './tour/tour.tsx';
import { EmptyState } from './ui/empty-state.tsx';
import { ToastProvider } from './ui/toast.tsx';
import { WeComWindow } from './wecom/wecom-window.tsx';

export function App() {
  return (
    <ToastProvider>
      <LiveProvider>
        <CurrentWorld />
      </LiveProvider>
    </ToastProvider>
  );
}

/** After a reset everything shown so far is about a world that is gone: start over. */
function CurrentWorld() {
  const [generation, setGeneration] = useState(0);
  useLiveEvents((events) => {
    if (events.some((event) => event.kind === 'reset')) setGeneration((current) => current + 1);
  });
  return (
    <WorldProvider key={generation} fallback={(error, retry) => <Starting error={error} onRetry={retry} />}>
      <SelectionProvider>
        <Stage />
      </SelectionProvider>
    </WorldProvider>
  );
}

const PANES: { pane: Pane; label: string }[] = [
  { pane: 'phone', label: '客户手机' },
  { pane: 'wecom', label: '员工企业微信' },
  { pane: 'live', label: '实时动态' },
];

function Stage() {
  const { pane, setPane } = useSelection();
  const [tour, setTour] = useState<TourStage>(firstStage);
  // Starting it again begins with a new stranger.
  const [tourRound, setTourRound] = useState(0);
  return (
    <div className={`page page-${pane}`}>
      <TopBar
        onStartTour={() => {
          setTourRound(tourRound + 1);
          setTour('running');
        }}
      />
      <nav className="panes" aria-label="看哪一边">
        {PANES.map((each) => (
          <button
            key={each.pane}
            type="button"
            className="tab"
            aria-current={pane === each.pane}
            onClick={() => setPane(each.pane)}
          >
            {each.label}
          </button>
        ))}
      </nav>
      <main className="stage">
        <Phone />
        <WeComWindow />
      </main>
      <LiveStrip />
      <Tour key={tourRound} stage={tour} setStage={setTour} />
    </div>
  );
}

function Starting({ error, onRetry }: { error: Error | undefined; onRetry: () => void }) {
  return (
    <main className="starting">
      {error ? (
        <EmptyState
          title="连不上模拟器"
          text={error.message}
          action={
            <button type="button" className="main-button" onClick={onRetry}>
              再试一次
            </button>
          }
        />
      ) : (
        <p role="status">正在打开模拟企业微信</p>
      )}
    </main>
  );
}
