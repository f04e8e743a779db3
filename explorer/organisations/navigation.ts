import { useEffect, useState } from 'preact/hooks';
import { addressOf, placeOf, type Place } from './address';

const MOVED = 'moved';

/** Goes to another page without loading it anew. */
export function goTo(place: Place): void {
  history.pushState(null, '', addressOf(place));
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

/** Where we are. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location));
  useEffect(() => {
    const look = () => setPlace(placeOf(location));
    window.addEventListener('popstate', look);
    window.addEventListener(MOVED, look);
    return () => {
      window.removeEventListener('popstate', look);
      window.removeEventListener(MOVED, look);
    };
  }, []);
  return place;
}
