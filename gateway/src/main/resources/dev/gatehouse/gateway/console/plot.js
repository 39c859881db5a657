'use strict';
/*
 * Plots of the last quarter of an hour, drawn as SVG. No outcome is told by colour alone: lines have dashes, areas have
 * labels and numbers in the legend.
 */
const Plot = (() => {
	const SVG = 'http://www.w3.org/2000/svg';
	const HEIGHT = 190, LEFT = 44, RIGHT = 6, TOP = 8, BOTTOM = 22;

	function draw(name, attributes, parent) {
		const element = document.createElementNS(SVG, name);
		for (const [key, value] of Object.entries(attributes)) {
			element.setAttribute(key, value);
		}
		parent?.append(element);
		return element;
	}

	/** The least of some round numbers that is not below. */
	function niceTop(value) {
		if (!(value > 0)) {
			return 1;
		}
		const power = Math.pow(10, Math.floor(Math.log10(value)));
		return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value * 0.999);
	}

	/** A plot in that element of these series: [{name, label, of: (point) => number or null}]. */
	function make(holder, series, {stacked, unit, format}) {
		const svg = draw('svg', {role: 'img'}, null);
		const legend = document.createElement('ul');
		legend.className = 'legend';
		const values = series.map((one) => {
			const item = document.createElement('li');
			const key = draw('svg', {viewBox: '0 0 18 10', 'aria-hidden': 'true'}, item);
			draw(stacked ? 'rect' : 'line', stacked ? {x: 1, y: 1, width: 16, height: 8, class: 'area c-' + one.name}
				: {x1: 0, y1: 5, x2: 18, y2: 5, class: 'line c-' + one.name}, key);
			item.append(one.label + ' ');
			const value = document.createElement('b');
			item.append(value);
			legend.append(item);
			return value;
		});
		const at = document.createElement('li');
		at.className = 'at';
		legend.append(at);
		holder.replaceChildren(svg, legend);
		let points = [], capacity = 1, step = 1, top = 1, hovered = null, width = 600;

		const x = (place) => LEFT + (width - LEFT - RIGHT) * (capacity - points.length + place) / Math.max(1, capacity - 1);
		const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(1, value / top));

		function axes() {
			for (let i = 0; i <= 2; i++) {
				const value = top * i / 2;
				draw('line', {x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: 'grid'}, svg);
				draw('text', {x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end'}, svg).textContent = format(value);
			}
			const minutes = Math.round(capacity * step / 60);
			for (const part of [0, 1, 2, 3]) {
				const back = Math.round(minutes * (3 - part) / 3);
				draw('text', {x: LEFT + (width - LEFT - RIGHT) * part / 3, y: HEIGHT - 5,
					'text-anchor': part === 0 ? 'start' : part === 3 ? 'end' : 'middle'}, svg)
					.textContent = back === 0 ? 'now' : `\u2212${back} min`;
			}
		}

		function lines() {
			for (const one of series) {
				let path = '', gap = true;
				points.forEach((point, i) => {
					const value = one.of(point);
					if (value === null) {
						gap = true;
						return;
					}
					const alone = gap && (i + 1 >= points.length || one.of(points[i + 1]) === null);
					path += `${gap ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}${alone ? 'h2' : ''}`;
					gap = false;
				});
				draw('path', {d: path, class: 'line c-' + one.name}, svg);
			}
		}

		function areas() {
			const below = points.map(() => 0);
			for (const one of series) {
				const above = points.map((point, i) => below[i] + (one.of(point) ?? 0));
				if (points.length > 1) {
					const line = (heights) => heights.map((value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`);
					draw('path', {d: 'M' + line(above).join('L') + 'L' + line(below).reverse().join('L') + 'Z',
						class: 'area c-' + one.name}, svg);
				}
				above.forEach((value, i) => below[i] = value);
			}
		}

		function tell() {
			const shown = hovered !== null && points[hovered] ? points[hovered] : points[points.length - 1];
			series.forEach((one, i) => {
				const value = shown ? one.of(shown) : null;
				values[i].textContent = value === null ? '\u2013' : format(value);
			});
			const back = hovered === null ? 0 : (points.length - 1 - hovered) * step;
			at.textContent = hovered === null ? '' : back < 60 ? `${back} s ago` : `${Math.floor(back / 60)} min ${back % 60} s ago`;
			svg.querySelector('.cross')?.remove();
			if (hovered !== null && points[hovered]) {
				draw('line', {x1: x(hovered), x2: x(hovered), y1: TOP, y2: HEIGHT - BOTTOM, class: 'cross'}, svg);
			}
		}

		function show(curves) {
			points = curves.of;
			capacity = curves.points;
			step = curves.step;
			const heights = points.map((point) => stacked ? series.reduce((sum, one) => sum + (one.of(point) ?? 0), 0)
				: Math.max(...series.map((one) => one.of(point) ?? 0)));
			top = niceTop(Math.max(0, ...heights));
			// Text keeps its shape: the drawing has as many units as it has pixels.
			width = Math.max(240, Math.round(svg.clientWidth || holder.clientWidth));
			svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
			svg.replaceChildren();
			axes();
			stacked ? areas() : lines();
			tell();
			svg.setAttribute('aria-label', series.map((one, i) => `${one.label}: ${values[i].textContent} ${unit}`).join(', ')
				+ `. Highest in this time: ${format(Math.max(0, ...heights))} ${unit}.`);
		}

		svg.addEventListener('pointermove', (event) => {
			const box = svg.getBoundingClientRect();
			const place = (event.clientX - box.left) / box.width * width;
			const nearest = Math.round((place - LEFT) / (width - LEFT - RIGHT) * (capacity - 1)) - (capacity - points.length);
			hovered = nearest >= 0 && nearest < points.length ? nearest : null;
			tell();
		});
		svg.addEventListener('pointerleave', () => {
			hovered = null;
			tell();
		});
		return {show};
	}

	return {make};
})();
