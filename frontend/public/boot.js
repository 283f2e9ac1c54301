// Runs before the first paint: a chosen theme and language must not flash the other one first.
(() => {
  const root = document.documentElement;
  let theme = null;
  let lang = null;
  try {
    theme = localStorage.getItem('sensorium.theme');
    lang = localStorage.getItem('sensorium.lang');
  } catch {
    return; // storage is blocked: the system's theme and the browser's language hold
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  root.lang = lang ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
})();
