import { useQueryClient } from '@tanstack/react-query';
import type { playOn, playSop, SopHappening, SopPlay } from '@zhike/shared/contracts/sop-play';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api/call.ts';
import { setBusinessTime } from '../../../../shared/clock/business-clock.ts';

/** Long enough to see what one moment brought before the next one comes. */
const SHOWN_MS = 600;

export interface Playing {
  play: SopPlay | null;
  told: SopHappening[];
  isRunning: boolean;
  error: unknown;
}

const nothing: Playing = { play: null, told: [], isRunning: false, error: null };

/** Plays an SOP from moment to moment until nothing is left, it is paused, or the page is left. */
export function usePlaySop(sopId: string) {
  const client = useQueryClient();
  const [playing, setPlaying] = useState<Playing>(nothing);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );

  const take = (play: SopPlay) => {
    setBusinessTime(play.now);
    setPlaying(({ told }) => ({
      play,
      told: [...told, ...play.happened],
      isRunning: play.nextAt !== null,
      error: null,
    }));
    return play;
  };
  const goOn = async (from: SopPlay) => {
    stopped.current = false;
    setPlaying((now) => ({ ...now, isRunning: true, error: null }));
    try {
      for (let play = from; play.nextAt !== null && !stopped.current; ) {
        await new Promise((resolve) => setTimeout(resolve, SHOWN_MS));
        if (stopped.current) break;
        const { enrolment } = play;
        play = take(await call<typeof playOn>('playOn', { params: { enrolmentId: enrolment.id } }));
      }
      setPlaying((now) => ({ ...now, isRunning: false }));
    } catch (error) {
      setPlaying((now) => ({ ...now, isRunning: false, error }));
    }
    await client.invalidateQueries();
  };

  return {
    ...playing,
    start: async (customerId: string) => {
      setPlaying({ ...nothing, isRunning: true });
      try {
        await goOn(take(await call<typeof playSop>('playSop', { params: { sopId }, body: { customerId } })));
      } catch (error) {
        setPlaying({ ...nothing, error });
      }
    },
    pause: () => {
      stopped.current = true;
    },
    goOn: () => (playing.play ? goOn(playing.play) : undefined),
  };
}
