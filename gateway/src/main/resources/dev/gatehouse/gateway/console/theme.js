'use strict';
// Before the first paint: the colours that were chosen last time, else those of the system.
(() => {
	let chosen = null;
	try {
		chosen = localStorage.getItem('gatehouse-theme');
	}
	catch (error) {
		// A browser that keeps nothing follows the system.
	}
	if (chosen === 'dark' || chosen === 'light') {
		document.documentElement.dataset.theme = chosen;
	}
})();
