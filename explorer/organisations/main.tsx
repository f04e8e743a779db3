import { render } from 'preact';
import 'nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css';
import './colours.css';
import './style.css';
import './charts.css';
import { Explorer } from './explorer';

const root = document.getElementById('explorer')!;
root.replaceChildren();
render(<Explorer />, root);
