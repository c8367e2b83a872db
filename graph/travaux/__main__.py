"""python -m travaux"""

from travaux.cli import main

main(prog_name="travaux")
